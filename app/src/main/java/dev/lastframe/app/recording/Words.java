package dev.lastframe.app.recording;

import dev.lastframe.app.i18n.Formats;
import dev.lastframe.app.i18n.Messages;

/** The language that the windows speak. */
public record Words(Messages messages, Formats formats) {

    /** With the numbers and times of the same locale. */
    public Words(Messages messages) {
        this(messages, new Formats(messages));
    }

    /** A text with its places filled in, as {@link Messages#text(String, Object...)} does. */
    public String text(String key, Object... values) {
        return messages.text(key, values);
    }

    /** A whole number, grouped. */
    public String number(long number) {
        return formats.number(number);
    }
}

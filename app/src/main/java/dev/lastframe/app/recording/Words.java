package dev.lastframe.app.recording;

import dev.lastframe.app.i18n.Formats;
import dev.lastframe.app.i18n.Messages;

/** The language that the window speaks. */
record Words(Messages messages, Formats formats) {

    Words(Messages messages) {
        this(messages, new Formats(messages));
    }

    String text(String key, Object... values) {
        return messages.text(key, values);
    }

    String number(long number) {
        return formats.number(number);
    }
}

package dev.lastframe.app.i18n;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the program in one language. */
public final class Messages {

    private static final String BUNDLE = "dev.lastframe.app.i18n.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Messages(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** The texts in the locale's language, English where there are none. */
    public static Messages of(Locale locale) {
        ResourceBundle.Control englishNext =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Messages(ResourceBundle.getBundle(BUNDLE, locale, englishNext), locale);
    }

    /** A text that needs nothing filled in. */
    public String text(String key) {
        return text(key, new Object[0]);
    }

    /**
     * A text with its places filled in. Numbers are expected as text, see {@link Formats}; a number
     * itself only chooses between forms such as "1 picture" and "2 pictures".
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** The locale of numbers. */
    public Locale locale() {
        return locale;
    }
}

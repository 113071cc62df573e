package dev.lastframe.core.testing;

import java.util.Locale;

/** What moves in a {@link BarcodeWindow}. */
public enum ContentMode {
    /** A page of text and a number, drawn once. */
    STILL,
    /** A page of text that stands still; only the two barcodes change. */
    SMALL,
    /** A page of text that scrolls under the barcodes. */
    SCROLL,
    /** The whole window moves: a gradient, grain, text and blocks of colour. */
    FULL;

    /** The mode's name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

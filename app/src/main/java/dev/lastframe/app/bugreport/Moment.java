package dev.lastframe.app.bugreport;

/**
 * Something on the recording's clock that helps to find the bug.
 *
 * @param weight how much of it
 * @param text what it is, in a few words
 */
record Moment(Kind kind, Span span, long weight, String text) {

    /** What it is. */
    enum Kind {
        MARK,
        EVENT,
        MISSED,
        CHANGE
    }
}

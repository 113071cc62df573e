package dev.lastframe.core.report;

/** A report could not be made; the message is one sentence for a person. */
public final class ReportException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, for those who decide by it. */
    public enum Kind {
        /** The recording is not there, or is none. */
        UNREADABLE,
        /** There is no picture in the stretch yet. */
        NOTHING_CAPTURED,
        /** Neither the zip nor what it is made of can be written. */
        UNWRITABLE,
        /** The name that was asked for is taken. */
        EXISTS,
        /** It cannot be made as small as was asked. */
        DOES_NOT_FIT,
        /** Anything else. */
        FAILED
    }

    private final Kind kind;

    public ReportException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public ReportException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

package dev.lastframe.core.report;

import java.util.OptionalLong;

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

    /** A negative one for none. */
    private final long limitBytes;

    public ReportException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.limitBytes = -1;
    }

    public ReportException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.limitBytes = -1;
    }

    private ReportException(String sentence, long limitBytes, Throwable cause) {
        super(sentence, cause);
        this.kind = Kind.DOES_NOT_FIT;
        this.limitBytes = limitBytes;
    }

    /**
     * One that says which size it does not fit.
     *
     * @param limitBytes the most that the report, or its video, may have
     */
    public static ReportException doesNotFit(String sentence, long limitBytes, Throwable cause) {
        return new ReportException(sentence, limitBytes, cause);
    }

    /** What it does not fit, in bytes; empty where that is not the reason. */
    public OptionalLong limitBytes() {
        return limitBytes < 0 ? OptionalLong.empty() : OptionalLong.of(limitBytes);
    }

    public Kind kind() {
        return kind;
    }
}

package dev.lastframe.core.export;

/** A file could not be made; the message is one sentence for a person. */
public final class ExportException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, for those who decide by it. */
    public enum Kind {
        /** The source is not there, or is not what it should be. */
        UNREADABLE,
        /** No room is left for the file. */
        DISK_FULL,
        /** The file cannot be made as small as was asked. */
        DOES_NOT_FIT,
        /** Anything else. */
        FAILED,
        /** The name is taken; what has it is untouched. */
        EXISTS
    }

    private final Kind kind;
    private final long bytesOver;

    public ExportException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.bytesOver = 0;
    }

    public ExportException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.bytesOver = 0;
    }

    private ExportException(String sentence, long bytesOver) {
        super(sentence);
        this.kind = Kind.DOES_NOT_FIT;
        this.bytesOver = bytesOver;
    }

    /**
     * Of {@link Kind#DOES_NOT_FIT}.
     *
     * @param bytesOver how much the smallest file that could be made is too large
     */
    public static ExportException doesNotFit(String sentence, long bytesOver) {
        return new ExportException(sentence, bytesOver);
    }

    public Kind kind() {
        return kind;
    }

    /** How much too large; 0 unless it is {@link Kind#DOES_NOT_FIT}. */
    public long bytesOver() {
        return bytesOver;
    }
}

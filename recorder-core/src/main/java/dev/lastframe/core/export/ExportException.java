package dev.lastframe.core.export;

import org.jspecify.annotations.Nullable;

/**
 * A file that could not be made from a recording; nothing of it is left. The message is one
 * sentence for a person: what failed, and what to do.
 */
public final class ExportException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, for those who decide by it. */
    public enum Kind {
        /** The recording is missing, cannot be read, or has not one picture that can be used. */
        UNREADABLE,
        /** No room is left for the file. */
        DISK_FULL,
        /** The file cannot be made as small as was asked. */
        DOES_NOT_FIT,
        /** Anything else; the sentence has the program's words. */
        FAILED,
        /** A file of that name exists; it is untouched. */
        EXISTS
    }

    private final Kind kind;
    private final long bytesOver;

    public ExportException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    public ExportException(Kind kind, String sentence, @Nullable Throwable cause) {
        this(kind, sentence, 0, cause);
    }

    private ExportException(Kind kind, String sentence, long bytesOver, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.bytesOver = bytesOver;
    }

    /**
     * The smallest file that could be made is still too large.
     *
     * @param bytesOver by so much, at least 1
     */
    public static ExportException doesNotFit(String sentence, long bytesOver) {
        return new ExportException(Kind.DOES_NOT_FIT, sentence, bytesOver, null);
    }

    public Kind kind() {
        return kind;
    }

    /** By how many bytes the smallest file is too large; 0 for every other kind. */
    public long bytesOver() {
        return bytesOver;
    }
}

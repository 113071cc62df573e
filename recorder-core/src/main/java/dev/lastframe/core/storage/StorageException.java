package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A folder or file that cannot be used; the message is a sentence for a person. */
public final class StorageException extends Exception {

    private static final long serialVersionUID = 1;
    private static final long NEARLY_NOTHING_BYTES = 64 * 1024;

    /** Why, for those who decide by it. */
    public enum Reason {
        FOLDER_MISSING,
        FOLDER_UNWRITABLE,
        OUTPUT_EXISTS,
        DISK_FULL,
        READ_ONLY,
        WRITE_FAILED
    }

    private final Reason reason;

    public StorageException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public StorageException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Names the reason behind a failed write. */
    static StorageException writing(Path file, Throwable failure) {
        String text =
                failure instanceof FileSystemException f && f.getReason() != null
                        ? f.getReason()
                        : String.valueOf(failure.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("quota") || isFull(file)) {
            return new StorageException(
                    Reason.DISK_FULL,
                    "The disk that holds " + file.getParent() + " is full: free some room.",
                    failure);
        }
        if (lower.contains("read-only") || isReadOnly(file)) {
            return new StorageException(
                    Reason.READ_ONLY,
                    "The disk that holds " + file.getParent() + " has become read-only.",
                    failure);
        }
        return new StorageException(
                Reason.WRITE_FAILED, "Writing " + file + " failed: " + text + ".", failure);
    }

    /** The system's words are in the person's language: its numbers are not. */
    private static boolean isFull(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace() < NEARLY_NOTHING_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean isReadOnly(Path file) {
        try {
            return Files.getFileStore(file).isReadOnly();
        } catch (IOException unknown) {
            return false;
        }
    }
}

package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder or file that cannot be used; the message is a sentence for a person. */
public final class StorageException extends Exception {

    private static final long serialVersionUID = 1;
    private static final long NEARLY_NOTHING_BYTES = 64 * 1024;

    /** Why, for those who decide by it. */
    public enum Reason {
        FOLDER_MISSING,
        FOLDER_UNWRITABLE,
        OUTPUT_EXISTS,
        /** No room is left. */
        DISK_FULL,
        /** The person's share of the disk is used up. */
        QUOTA,
        /** The disk can no longer be written. */
        READ_ONLY,
        /** The device itself reports an error, or is unplugged. */
        IO_ERROR,
        /** The file is no longer where it was: its folder was moved, deleted or unplugged. */
        FOLDER_GONE,
        /** Anything else; the system's words are in the sentence. */
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
        Reason reason = SystemErrors.ofThisSystem().reason(failure).orElseGet(() -> look(file));
        return new StorageException(reason, sentence(reason, file, failure), failure);
    }

    /** The file is not where it was opened. */
    static StorageException gone(Path file) {
        return new StorageException(
                Reason.FOLDER_GONE,
                file
                        + " is no longer there: its folder was moved, deleted or unplugged. Bring it"
                        + " back or choose another folder.");
    }

    private static String sentence(Reason reason, Path file, Throwable failure) {
        String disk = "The disk that holds " + file.getParent();
        return switch (reason) {
            case DISK_FULL -> disk + " is full: free some room.";
            case QUOTA ->
                    "Your share of the disk that holds "
                            + file.getParent()
                            + " is used up: remove some files or choose another folder.";
            case READ_ONLY -> disk + " has become read-only: choose another folder.";
            case IO_ERROR ->
                    disk
                            + " reports an error ("
                            + SystemErrors.text(failure)
                            + "): check its connection, or choose another folder.";
            case FOLDER_GONE -> String.valueOf(gone(file).getMessage());
            case FOLDER_MISSING, FOLDER_UNWRITABLE, OUTPUT_EXISTS, WRITE_FAILED ->
                    "Writing "
                            + file
                            + " failed ("
                            + SystemErrors.text(failure)
                            + "): choose another folder.";
        };
    }

    /** The system's words may be in a language that is not known here: its numbers are not. */
    private static Reason look(Path file) {
        if (isFull(file)) {
            return Reason.DISK_FULL;
        }
        return isReadOnly(file) ? Reason.READ_ONLY : Reason.WRITE_FAILED;
    }

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

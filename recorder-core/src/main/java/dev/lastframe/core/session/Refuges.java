package dev.lastframe.core.session;

import dev.lastframe.core.storage.OwnerOnly;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a recording can go on when its disk failed. No folder is gone to twice: one that failed may
 * not say so before it is written to. Used by the session's thread.
 */
final class Refuges {

    /** Linux's file systems that a power cut or a full memory takes along. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

    private final List<Refuge> left;

    Refuges(List<Refuge> refuges) {
        left = new ArrayList<>(refuges);
    }

    /** The folder is not gone to any more. */
    void leaveOut(Path folder) {
        left.removeIf(refuge -> refuge.folder().equals(folder));
    }

    /** Those that were not tried yet, best first. */
    List<Refuge> left() {
        return List.copyOf(left);
    }

    /**
     * Makes sure that it can be used. Touches the disk.
     *
     * @throws StorageException why it cannot
     */
    static void require(Refuge refuge) throws StorageException {
        requireFolder(refuge);
        Path folder = refuge.folder();
        try {
            if (Files.getFileStore(folder).getUsableSpace() < Recording.LEAST_FREE_BYTES) {
                throw new StorageException(Reason.DISK_FULL, "There is no room in " + folder + ".");
            }
        } catch (IOException refused) {
            throw unusable(folder, refused);
        }
    }

    /** The same, however much room is left there. */
    static void requireFolder(Refuge refuge) throws StorageException {
        Path folder = refuge.folder();
        try {
            OwnerOnly.createFolders(folder);
            FileStore store = Files.getFileStore(folder);
            if (!refuge.evenInMemory()
                    && IN_MEMORY.contains(store.type().toLowerCase(Locale.ROOT))) {
                throw new StorageException(
                        Reason.FOLDER_UNWRITABLE,
                        "The folder " + folder + " is in the computer's memory.");
            }
        } catch (IOException refused) {
            throw unusable(folder, refused);
        }
    }

    private static StorageException unusable(Path folder, IOException refused) {
        return new StorageException(
                Reason.FOLDER_UNWRITABLE,
                "The folder " + folder + " cannot be used: " + refused + ".",
                refused);
    }
}

package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which lock files this process holds, or is about to lock. POSIX gives a lock to the process and
 * takes it away as soon as the process closes any of its descriptors of that file: merely looking
 * whether a file is locked, by opening it, would unlock a recording that this very process makes.
 * So nobody opens a lock file without a claim. As the locks are the process's, so is this: it is
 * the one state that is not an object's. Callable by any thread; never blocks long.
 */
final class ProcessLocks {

    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    /** Closing one of these would unlock what somebody else in this process locked. */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private ProcessLocks() {}

    /** The right to open a lock file. */
    record Claim(Path file) {

        /** Only after the file was closed. */
        void release() {
            CLAIMED.remove(file);
        }
    }

    /** The right to open the file; null when this process has it open already. */
    static @Nullable Claim claim(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path real =
                folder == null
                        ? file.toAbsolutePath()
                        : folder.toRealPath().resolve(file.getFileName());
        return CLAIMED.add(real) ? new Claim(real) : null;
    }

    /** Keeps a descriptor of a file that this process had locked without a claim. */
    static void keepOpen(FileChannel channel) {
        KEPT_OPEN.add(channel);
    }
}

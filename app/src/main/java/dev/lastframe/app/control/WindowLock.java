package dev.lastframe.app.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * That this process's window is the one. The operating system holds it, and lets it go with the
 * process, however that ends.
 */
public final class WindowLock implements AutoCloseable {

    private final FileChannel file;

    private WindowLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it, unless another process has it. Asked for once a process: a second file of the same
     * lock would lose it when it is closed. Blocks on the file system.
     *
     * @param folder is made where it is missing
     * @throws IOException if nobody can have it there
     */
    static Optional<WindowLock> tryTake(Path folder) throws IOException {
        ControlFolder.require(folder);
        FileChannel file =
                FileChannel.open(
                        folder.resolve(ControlFolder.WINDOW_LOCK),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS));
        FileLock taken = null;
        try {
            taken = file.tryLock();
        } finally {
            if (taken == null) {
                file.close();
            }
        }
        return taken == null ? Optional.empty() : Optional.of(new WindowLock(file));
    }

    /** Lets another window be the one. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}

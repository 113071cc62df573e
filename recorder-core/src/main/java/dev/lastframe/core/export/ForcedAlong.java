package dev.lastframe.core.export;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces a file to the disk piece by piece while it is written: disk and processor work at the same
 * time, and a recording that runs meanwhile never waits for gigabytes at once. Owns one thread.
 */
final class ForcedAlong implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ForcedAlong.class);
    private static final long PIECE = 32L * 1024 * 1024;

    private final NewFile file;
    private final Thread thread;

    @GuardedBy("this")
    private long written;

    @GuardedBy("this")
    private boolean closed;

    ForcedAlong(NewFile file) {
        this.file = file;
        thread = Thread.ofPlatform().daemon().name("lastframe-mp4-force").start(this::run);
    }

    /**
     * So much is about to be in the file. Callable from any thread; never blocks.
     *
     * @param bytes from the beginning
     */
    synchronized void wrote(long bytes) {
        written = bytes;
        notifyAll();
    }

    private void run() {
        try {
            long forced = 0;
            while (await(forced + PIECE)) {
                forced = bytes();
                file.force();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } catch (StorageException refused) {
            LOG.info("the publishing will tell: {}", refused.toString());
        }
    }

    private synchronized long bytes() {
        return written;
    }

    private synchronized boolean await(long wanted) throws InterruptedException {
        while (written < wanted && !closed) {
            wait();
        }
        return !closed;
    }

    /** Waits for the force that is under way, also when the caller is interrupted. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException cancelled) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

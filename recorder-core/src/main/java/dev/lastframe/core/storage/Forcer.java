package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The force thread: forces what was written to the disk, one force outstanding, and closes the
 * files at the end. Whoever writes never waits for it.
 */
final class Forcer {

    private static final Logger LOG = LoggerFactory.getLogger(Forcer.class);

    private static final long END = -1;

    private final List<RecordingChannel> channels;
    private final DurableOutput.ForcePolicy policy;
    private final NanoClock clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    @GuardedBy("lock")
    private long unforcedBytes;

    @GuardedBy("lock")
    private long unforcedSince;

    @GuardedBy("lock")
    private long forces;

    /** Something was written since the last force; lines of events alone do not hurry it. */
    @GuardedBy("lock")
    private boolean dirty;

    @GuardedBy("lock")
    private boolean ending;

    /** The first force or close that failed: the system tells each loss only once. */
    private volatile @Nullable IOException problem;

    /**
     * @param channels forced together, and closed at the end
     */
    Forcer(List<RecordingChannel> channels, DurableOutput.ForcePolicy policy, NanoClock clock) {
        this.channels = List.copyOf(channels);
        this.policy = policy;
        this.clock = clock;
        thread = Thread.ofPlatform().daemon().name("lastframe-force").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** So many more bytes were given to the operating system. Never blocks long. */
    void written(long bytes, long nowNanos) {
        lock.lock();
        try {
            if (unforcedBytes == 0) {
                unforcedSince = nowNanos;
            }
            unforcedBytes += bytes;
            dirty = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A line of events was written: it is forced with the next bytes of video, or at the end. */
    void touched() {
        lock.lock();
        try {
            dirty = true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is written: the rest is forced, the files are closed, the thread ends. */
    void end() {
        lock.lock();
        try {
            ending = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the thread's end.
     *
     * @return false when the limit passed first
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /** How often the files were forced. */
    long forces() {
        lock.lock();
        try {
            return forces;
        } finally {
            lock.unlock();
        }
    }

    /** Given to the operating system, and not yet forced. */
    long unforcedBytes() {
        lock.lock();
        try {
            return unforcedBytes;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (long due = awaitDue(); due != END; due = awaitDue()) {
                force(due);
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("the force thread was interrupted", interrupted);
        } finally {
            channels.forEach(this::close);
        }
    }

    /** Waits until bytes are due and takes them; {@link #END} when all is forced. */
    private long awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (ending && !dirty) {
                    return END;
                }
                long left = policy.age().toNanos() - (clock.nanoTime() - unforcedSince);
                if (ending || unforcedBytes >= policy.bytes() || (unforcedBytes > 0 && left <= 0)) {
                    long due = unforcedBytes;
                    unforcedBytes = 0;
                    dirty = false;
                    return due;
                }
                if (unforcedBytes == 0) {
                    work.await();
                } else {
                    work.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void force(long bytes) {
        long before = clock.nanoTime();
        try {
            for (RecordingChannel channel : channels) {
                channel.force();
            }
            lock.lock();
            try {
                forces++;
            } finally {
                lock.unlock();
            }
            LOG.debug(
                    "forced {} bytes in {} ms",
                    bytes,
                    TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - before));
        } catch (IOException failed) {
            LOG.error("the recording could not be forced to the disk: {}", failed.toString());
            note(failed);
        }
    }

    private void note(IOException failed) {
        if (problem == null) {
            problem = failed;
        }
    }

    /** Why not all that was written is on the disk, null if it is. */
    @Nullable IOException problem() {
        return problem;
    }

    private void close(RecordingChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            LOG.error("a file of the recording could not be closed: {}", failed.toString());
            note(failed);
        }
    }
}

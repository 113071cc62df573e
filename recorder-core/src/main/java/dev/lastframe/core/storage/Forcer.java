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
 * files at the end. Whoever writes never waits for it. A disk that cannot keep up is forced less
 * often, up to {@link ForcePolicy#WIDEST}.
 */
final class Forcer {

    private static final Logger LOG = LoggerFactory.getLogger(Forcer.class);

    private static final long END = -1;

    /** What the forcer asks and tells, on its own thread; must not block. */
    interface Surroundings {

        /** Whether the disk kept others waiting since the last time this was asked. */
        boolean takePressure();

        /** From now on it is forced less often. */
        void widened(ForcePolicy now);

        /** So many bytes were written, and no force can be relied on to have saved them. */
        void unforced(IOException why, long bytes);

        /** The last before the files are closed. */
        void closing();
    }

    private final List<RecordingChannel> channels;
    private final Surroundings surroundings;
    private final NanoClock clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    @GuardedBy("lock")
    private ForcePolicy policy;

    /** Since the last force began. */
    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private long waitingSince;

    /** Of the force that runs: they are at risk until it returned. */
    @GuardedBy("lock")
    private long beingForcedBytes;

    /** Of forces that failed: the system does not try these again. */
    @GuardedBy("lock")
    private long givenUpBytes;

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
    Forcer(
            List<RecordingChannel> channels,
            ForcePolicy policy,
            NanoClock clock,
            Surroundings surroundings) {
        this.channels = List.copyOf(channels);
        this.policy = policy;
        this.surroundings = surroundings;
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
            if (waitingBytes == 0) {
                waitingSince = nowNanos;
            }
            waitingBytes += bytes;
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

    /** Given to the operating system, and by no force that returned. */
    long unforcedBytes() {
        lock.lock();
        try {
            return waitingBytes + beingForcedBytes + givenUpBytes;
        } finally {
            lock.unlock();
        }
    }

    /** How often it is forced at present. */
    ForcePolicy policy() {
        lock.lock();
        try {
            return policy;
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
            surroundings.closing();
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
                long left = policy.age().toNanos() - (clock.nanoTime() - waitingSince);
                if (ending || waitingBytes >= policy.bytes() || (waitingBytes > 0 && left <= 0)) {
                    beingForcedBytes = waitingBytes;
                    waitingBytes = 0;
                    dirty = false;
                    return beingForcedBytes;
                }
                if (waitingBytes == 0) {
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
        boolean pressedBefore = surroundings.takePressure();
        long before = clock.nanoTime();
        try {
            for (RecordingChannel channel : channels) {
                channel.force();
            }
            settle(bytes, true);
        } catch (IOException failed) {
            LOG.error("the recording could not be forced to the disk: {}", failed.toString());
            settle(bytes, false);
            note(failed);
            surroundings.unforced(failed, bytes);
        }
        long took = clock.nanoTime() - before;
        LOG.debug("forced {} bytes in {} ms", bytes, TimeUnit.NANOSECONDS.toMillis(took));
        if (surroundings.takePressure() || pressedBefore) {
            widenIfSlow(took);
        }
    }

    private void settle(long bytes, boolean forced) {
        lock.lock();
        try {
            beingForcedBytes = 0;
            if (forced) {
                forces++;
            } else {
                givenUpBytes += bytes;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A force that outlasts its interval leaves the disk no time for anything else. */
    private void widenIfSlow(long tookNanos) {
        ForcePolicy wider;
        lock.lock();
        try {
            wider = policy.widened();
            if (tookNanos <= policy.age().toNanos() || wider.equals(policy)) {
                return;
            }
            policy = wider;
        } finally {
            lock.unlock();
        }
        LOG.warn("the disk is slow; from now on it is forced every {}", wider.age());
        surroundings.widened(wider);
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

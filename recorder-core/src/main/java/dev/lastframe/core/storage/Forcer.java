package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.time.Duration;
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

    /** What the forcer asks and tells, on its own thread; must not block. */
    interface Surroundings {

        /** Whether the disk kept others waiting since the last time this was asked. */
        boolean takePressure();

        /** From now on it is forced less often. */
        void widened(ForcePolicy now);

        /**
         * So many bytes of video were written, and no force can be relied on to have saved them.
         */
        void unforced(IOException why, long bytes);

        /** The same for lines of events: it says nothing about the video. */
        void eventsUnforced(IOException why);

        /** The last before the files are closed. */
        void closing();

        /** The files are closed. */
        void closed();
    }

    private final RecordingChannel video;
    private final @Nullable RecordingChannel events;
    private final Surroundings surroundings;
    private final NanoClock clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition served = lock.newCondition();

    @GuardedBy("lock")
    private ForcePolicy policy;

    /** Of video, since the last force began. */
    @GuardedBy("lock")
    private long waitingBytes;

    /** Lines wait that no bytes of video will come after. */
    @GuardedBy("lock")
    private boolean linesWait;

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

    /** So often somebody asked for a force at once, and so many of these were served. */
    @GuardedBy("lock")
    private long asked;

    @GuardedBy("lock")
    private long answered;

    @GuardedBy("lock")
    private boolean ending;

    /** No force comes any more. */
    @GuardedBy("lock")
    private boolean ended;

    /** The first force or close of the video that failed: the system tells each loss only once. */
    private volatile @Nullable IOException problem;

    /**
     * @param events forced with the video, and closed with it at the end; null when elsewhere
     */
    Forcer(
            RecordingChannel video,
            @Nullable RecordingChannel events,
            ForcePolicy policy,
            NanoClock clock,
            Surroundings surroundings) {
        this.video = video;
        this.events = events;
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
            boolean idle = waitingBytes == 0 && !linesWait;
            waits(nowNanos);
            waitingBytes += bytes;
            dirty = true;
            // Where something waited before, the thread waits for its time already.
            if (idle || waitingBytes >= policy.bytes()) {
                work.signal();
            }
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

    /** The same when no bytes of video come any more: it is forced by its own age. */
    void touchedLast(long nowNanos) {
        lock.lock();
        try {
            waits(nowNanos);
            linesWait = true;
            dirty = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void waits(long nowNanos) {
        if (waitingBytes == 0 && !linesWait) {
            waitingSince = nowNanos;
        }
    }

    /** Forces what was written by now, and waits for it or for the thread's end. */
    void forceNow() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            asked++;
            long mine = asked;
            work.signal();
            while (answered < mine && !ended) {
                served.await();
            }
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
            for (Due due = awaitDue(); due != null; due = awaitDue()) {
                force(due);
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("the force thread was interrupted", interrupted);
        } finally {
            try {
                surroundings.closing();
            } finally {
                close();
                noMore();
                surroundings.closed();
            }
        }
    }

    private void noMore() {
        lock.lock();
        try {
            ended = true;
            served.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A force that is to be made.
     *
     * @param bytes of video that it covers
     * @param answers those who asked until then
     */
    private record Due(long bytes, long answers) {}

    /** Waits until bytes are due and takes them; null when all is forced. */
    private @Nullable Due awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                boolean wanted = asked > answered;
                if (ending && !dirty && !wanted) {
                    return null;
                }
                boolean waits = waitingBytes > 0 || linesWait;
                long left = policy.age().toNanos() - (clock.nanoTime() - waitingSince);
                boolean enough = waitingBytes >= policy.bytes() || (waits && left <= 0);
                if (ending || wanted || enough) {
                    return takeDue();
                }
                if (waits) {
                    work.awaitNanos(left);
                } else {
                    work.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Due takeDue() {
        beingForcedBytes = waitingBytes;
        waitingBytes = 0;
        linesWait = false;
        dirty = false;
        return new Due(beingForcedBytes, asked);
    }

    private void force(Due due) {
        boolean pressedBefore = surroundings.takePressure();
        long before = clock.nanoTime();
        IOException failed = failureOf(video);
        settle(due, failed == null);
        if (failed != null) {
            LOG.error("the recording could not be forced to the disk: {}", failed.toString());
            note(failed);
            surroundings.unforced(failed, due.bytes);
        }
        answer(due);
        forceEvents();
        long took = clock.nanoTime() - before;
        LOG.debug("forced {} bytes in {} ms", due.bytes, TimeUnit.NANOSECONDS.toMillis(took));
        if (surroundings.takePressure() || pressedBefore) {
            widenIfSlow(took);
        }
    }

    private static @Nullable IOException failureOf(RecordingChannel channel) {
        try {
            channel.force();
            return null;
        } catch (IOException failed) {
            return failed;
        }
    }

    private void forceEvents() {
        IOException failed = events == null ? null : failureOf(events);
        if (failed != null) {
            LOG.error("the events could not be forced to the disk: {}", failed.toString());
            surroundings.eventsUnforced(failed);
        }
    }

    private void settle(Due due, boolean forced) {
        lock.lock();
        try {
            beingForcedBytes = 0;
            if (forced) {
                forces++;
            } else {
                givenUpBytes += due.bytes;
            }
        } finally {
            lock.unlock();
        }
    }

    /** After the failure was noted, so that whoever asked finds it. */
    private void answer(Due due) {
        lock.lock();
        try {
            answered = due.answers;
            served.signalAll();
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

    /** Why not all of the video is on the disk, null if it is. */
    @Nullable IOException problem() {
        return problem;
    }

    private void close() {
        try {
            video.close();
        } catch (IOException failed) {
            LOG.error("the recording could not be closed: {}", failed.toString());
            note(failed);
        }
        try {
            if (events != null) {
                events.close();
            }
        } catch (IOException failed) {
            LOG.error("the events could not be closed: {}", failed.toString());
            surroundings.eventsUnforced(failed);
        }
    }
}

package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the disk thread: access units, for which the encoder waits when {@value
 * #MOST_UNIT_BYTES} bytes are here, and lines of events, which are refused when {@value
 * #MOST_LINE_BYTES} are. Callable by any thread.
 */
final class WriteBuffer {

    static final int MOST_UNIT_BYTES = 16 * 1024 * 1024;
    static final int MOST_LINE_BYTES = 1024 * 1024;

    /** So many waiting bytes mean that the disk does not keep up. */
    static final int PRESSURE_BYTES = MOST_UNIT_BYTES / 4;

    /** Nothing waits. */
    static final long NONE = Long.MAX_VALUE;

    private final NanoClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<Unit> units = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Deque<byte[]> lines = new ArrayDeque<>();

    /** Of units that wait here. */
    @GuardedBy("lock")
    private long unitBytes;

    /** Of units that are being written, unless they were given up. */
    @GuardedBy("lock")
    private long handBytes;

    /** Frames among the units that are being written. */
    @GuardedBy("lock")
    private int handFrames;

    /** What is being written was counted as lost: nobody waits for it any longer. */
    @GuardedBy("lock")
    private boolean handGivenUp;

    @GuardedBy("lock")
    private long lineBytes;

    @GuardedBy("lock")
    private long oldestUnitSince;

    @GuardedBy("lock")
    private long oldestBeingWritten = NONE;

    /** So many waited that the disk must be slow. */
    @GuardedBy("lock")
    private boolean pressed;

    @GuardedBy("lock")
    private boolean ending;

    /** What waits is still written, and nothing more is taken. */
    @GuardedBy("lock")
    private boolean unitsEnded;

    @GuardedBy("lock")
    private boolean unitsRefused;

    @GuardedBy("lock")
    private boolean linesRefused;

    WriteBuffer(NanoClock clock) {
        this.clock = clock;
    }

    /** One access unit; a record would compare its bytes by identity. */
    static final class Unit {
        private final byte[] bytes;
        final int length;
        final long capturedNanos;
        private final Consumer<byte[]> back;

        /**
         * @param back see {@link DurableOutput#unit(byte[], int, long, Consumer)}
         */
        Unit(byte[] bytes, int length, long capturedNanos, Consumer<byte[]> back) {
            this.bytes = bytes;
            this.length = length;
            this.capturedNanos = capturedNanos;
            this.back = back;
        }

        /** Copies the bytes and gives back what held them: they can be read only once. */
        void moveTo(ByteBuffer target) {
            target.put(bytes, 0, length);
            back.accept(bytes);
        }

        /** Whether it is a frame's; the stream's end, and sound between frames, are not. */
        boolean isFrame() {
            return capturedNanos != NONE;
        }
    }

    /** How many of the units are frames. */
    static int frames(Collection<Unit> units) {
        int frames = 0;
        for (Unit unit : units) {
            frames += unit.isFrame() ? 1 : 0;
        }
        return frames;
    }

    /**
     * What the disk thread writes next.
     *
     * @param last whether nothing comes after it
     */
    record Batch(List<Unit> units, List<byte[]> lines, boolean last) {}

    /** Blocks while there is no room; false when units are not taken any more. */
    boolean offer(Unit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isFullFor(unit.length) && !unitsRefused && !unitsEnded && !ending) {
                room.await();
            }
            if (unitsRefused || unitsEnded || ending) {
                return false;
            }
            if (units.isEmpty()) {
                oldestUnitSince = clock.nanoTime();
            }
            units.addLast(unit);
            unitBytes += unit.length;
            pressed |= unitBytes + handBytes >= PRESSURE_BYTES;
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether too much waited since the last time this was asked, or does now. */
    boolean takePressure() {
        lock.lock();
        try {
            boolean was = pressed;
            pressed = unitBytes + handBytes >= PRESSURE_BYTES;
            return was;
        } finally {
            lock.unlock();
        }
    }

    boolean wouldBlock(int bytes) {
        lock.lock();
        try {
            return isFullFor(bytes);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isFullFor(int bytes) {
        long waiting = unitBytes + handBytes;
        return waiting > 0 && waiting + bytes > MOST_UNIT_BYTES;
    }

    /** Never blocks; false when there is no room. */
    boolean offer(byte[] line) {
        lock.lock();
        try {
            if (linesRefused || lineBytes + line.length > MOST_LINE_BYTES) {
                return false;
            }
            lines.addLast(line);
            lineBytes += line.length;
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Everything that waits. Called by the disk thread, which {@link #settle}s it before it takes
     * more; blocks until there is something, and then for as long as units may wait for more of
     * them, if there is a frame among them.
     *
     * @param patienceNanos how long to wait for anything at all
     * @param ageNanos how old the oldest unit may become
     * @param enoughBytes of units that are not waited for any longer
     * @return null when the patience ended first
     */
    @Nullable Batch take(long patienceNanos, long ageNanos, int enoughBytes)
            throws InterruptedException {
        lock.lock();
        try {
            while (units.isEmpty() && lines.isEmpty() && !ending) {
                if (!work.await(patienceNanos, TimeUnit.NANOSECONDS)) {
                    return null;
                }
            }
            // Sound goes without a picture where none comes: there is nothing to wait for.
            while (frames(units) > 0 && !ending && unitBytes < enoughBytes) {
                long left = oldestUnitSince + ageNanos - clock.nanoTime();
                if (left <= 0 || work.awaitNanos(left) <= 0) {
                    break;
                }
            }
            Batch batch = new Batch(new ArrayList<>(units), new ArrayList<>(lines), ending);
            oldestBeingWritten = oldestOf(units);
            handBytes = unitBytes;
            handFrames = frames(units);
            handGivenUp = false;
            unitBytes = 0;
            units.clear();
            lines.clear();
            lineBytes = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The units that were taken are written, or cannot be. Called by the disk thread.
     *
     * @return how many frames among them had been given up meanwhile, and counted as lost
     */
    int settle() {
        lock.lock();
        try {
            int givenUp = handGivenUp ? handFrames : 0;
            clearHand();
            room.signalAll();
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void clearHand() {
        handBytes = 0;
        handFrames = 0;
        handGivenUp = false;
        oldestBeingWritten = NONE;
    }

    /**
     * Takes no units any more.
     *
     * @return how many frames waited and are thrown away
     */
    int refuseUnits() {
        lock.lock();
        try {
            return refuse();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private int refuse() {
        unitsRefused = true;
        int thrownAway = frames(units);
        units.clear();
        unitBytes = 0;
        room.signalAll();
        return thrownAway;
    }

    /**
     * What was given up.
     *
     * @param frames how many
     * @param oldestCapturedNanos when the oldest of them was captured; {@link #NONE}
     */
    record GivenUp(int frames, long oldestCapturedNanos) {}

    /**
     * Takes no units any more, and waits for none: not for those that are being written either.
     * What is given up twice is counted once.
     */
    GivenUp giveUp() {
        lock.lock();
        try {
            long oldest = Math.min(oldestBeingWritten, oldestOf(units));
            int frames = refuse();
            if (!handGivenUp) {
                frames += handFrames;
            }
            handGivenUp = true;
            handBytes = 0;
            oldestBeingWritten = NONE;
            return new GivenUp(frames, oldest);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no units any more; those that wait are still written. */
    void endUnits() {
        lock.lock();
        try {
            unitsEnded = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no unit waits any more.
     *
     * @return false when the limit passed first
     */
    boolean awaitUnitsWritten(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (unitBytes + handBytes > 0) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes after what waits. */
    void end() {
        lock.lock();
        try {
            ending = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no lines any more. */
    void refuseLines() {
        lock.lock();
        try {
            linesRefused = true;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return units.isEmpty() && lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Of units that are not yet given to the operating system. */
    long waitingBytes() {
        lock.lock();
        try {
            return unitBytes + handBytes;
        } finally {
            lock.unlock();
        }
    }

    /** When the oldest frame was captured whose unit is not yet written; {@link #NONE}. */
    long oldestCapturedNanos() {
        lock.lock();
        try {
            return Math.min(oldestBeingWritten, oldestOf(units));
        } finally {
            lock.unlock();
        }
    }

    private static long oldestOf(Iterable<Unit> units) {
        long oldest = NONE;
        for (Unit unit : units) {
            oldest = Math.min(oldest, unit.capturedNanos);
        }
        return oldest;
    }
}

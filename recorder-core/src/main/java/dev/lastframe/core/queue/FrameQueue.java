package dev.lastframe.core.queue;

import dev.lastframe.core.capture.CaptureSink;
import dev.lastframe.core.frame.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the capture thread and the encoder thread. When it is full it refuses
 * the new frame; what was accepted is never thrown away by the queue itself.
 *
 * <p>Every change happens under the account's monitor, for tens of nanoseconds, so that the frames
 * in flight are counted where they are (waiting here, or {@link #taken} and not yet settled) and a
 * snapshot always balances.
 */
public final class FrameQueue implements CaptureSink {

    private final FrameAccount account;
    private final int capacity;

    // All guarded by the account's monitor.
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private final Deque<Frame> taken = new ArrayDeque<>();
    private DropReason heldBy = DropReason.ENCODER;
    private int maxFill;
    private boolean closed;
    private boolean abandoned;
    private boolean dismissed;
    private int limit;

    /** Somebody has something for the encoder that is no frame. */
    private boolean nudged;

    /** The encoder waits, and a nudge is to wake it. */
    private boolean heedsNudges;

    /**
     * @param capacity frames that may wait, at least 1
     * @param account whose monitor guards this queue
     */
    public FrameQueue(int capacity, FrameAccount account) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.limit = capacity;
        this.account = account;
    }

    public int capacity() {
        return capacity;
    }

    /**
     * Lets fewer frames wait than the capacity, because the pool has no more.
     *
     * @param effective 1 to the capacity
     */
    public void limit(int effective) {
        if (effective < 1 || effective > capacity) {
            throw new IllegalArgumentException("limit " + effective + " of " + capacity);
        }
        synchronized (account) {
            limit = effective;
        }
    }

    @Override
    public boolean hasRoom() {
        synchronized (account) {
            return !closed && waiting.size() < limit;
        }
    }

    @Override
    public boolean offer(Frame frame) {
        synchronized (account) {
            if (closed || waiting.size() >= limit) {
                return false;
            }
            waiting.addLast(frame);
            maxFill = Math.max(maxFill, waiting.size());
            account.captured();
            account.notifyAll();
            return true;
        }
    }

    /**
     * Counts a tick whose frame found no room. Called by the capture thread. Never blocks.
     *
     * @param memory whether it was the pool that had none; otherwise what holds the queue is blamed
     * @return what was counted
     */
    public DropReason refuse(boolean memory) {
        synchronized (account) {
            DropReason reason = memory ? DropReason.MEMORY : heldBy;
            account.refused(reason);
            return reason;
        }
    }

    /** Says what a full queue waits for at present. Called by the encoder thread. Never blocks. */
    public void heldBy(DropReason reason) {
        synchronized (account) {
            heldBy = reason;
        }
    }

    /**
     * The next frame, for as long as it takes until there is one; null when the queue was closed
     * and is empty, or was abandoned. Called by the encoder thread, which then owns the frame and
     * must {@link #settle} it. Blocks.
     */
    public @Nullable Frame take() throws InterruptedException {
        return takeUnless(frame -> false);
    }

    /**
     * The same, but a frame that is to be left stays where it is, for the encoder that follows;
     * then null too.
     *
     * @param left asked once for a frame, with the account's monitor held
     */
    public @Nullable Frame takeUnless(Predicate<Frame> left) throws InterruptedException {
        synchronized (account) {
            while (waitsForFrames()) {
                account.wait();
            }
            Frame frame = waiting.peekFirst();
            if (dismissed || frame == null || left.test(frame)) {
                return null;
            }
            taken.addLast(waiting.removeFirst());
            nudged = false;
            return frame;
        }
    }

    /**
     * Waits until {@link #takeUnless} returns at once, or until somebody {@link #nudge}d since a
     * frame was taken last, or since this returned. Called by the encoder thread. Blocks.
     *
     * @return whether {@link #takeUnless} returns at once
     */
    public boolean awaitFrame() throws InterruptedException {
        synchronized (account) {
            heedsNudges = true;
            while (waitsForFrames() && !nudged) {
                account.wait();
            }
            heedsNudges = false;
            nudged = false;
            return !waitsForFrames();
        }
    }

    private boolean waitsForFrames() {
        return waiting.isEmpty() && !closed && !dismissed;
    }

    /**
     * There is something for the encoder that is no frame, and that goes without one where none
     * waits: see {@link #awaitFrame}. Called by any thread. Never blocks.
     */
    public void nudge() {
        synchronized (account) {
            nudged = true;
            if (heedsNudges) {
                account.notifyAll();
            }
        }
    }

    /**
     * Has the encoder that takes frames end: nothing is given to it any more, and what waits stays
     * for the one that follows, after {@link #admit}. Called by any thread. Never blocks.
     */
    public void dismiss() {
        synchronized (account) {
            dismissed = true;
            account.notifyAll();
        }
    }

    /** Another encoder may take frames. Called by any thread. Never blocks. */
    public void admit() {
        synchronized (account) {
            dismissed = false;
        }
    }

    /**
     * Gives up what the encoder before left unsettled, and what waits in front of the first whole
     * picture: without the file before, nothing can be made of it. Called while no encoder runs.
     * Never blocks.
     *
     * @return the presentation times of the frames, in microseconds
     */
    public List<Long> giveUpUntilWhole() {
        List<Frame> useless = new ArrayList<>();
        synchronized (account) {
            for (Frame left = taken.pollFirst(); left != null; left = taken.pollFirst()) {
                useless.add(left);
                account.abandoned();
            }
            for (Frame first = waiting.peekFirst();
                    first != null && !first.whole();
                    first = waiting.peekFirst()) {
                useless.add(waiting.removeFirst());
                account.abandoned();
            }
        }
        List<Long> times = useless.stream().map(Frame::ptsMicros).toList();
        useless.forEach(Frame::release);
        return times;
    }

    /** What became of a frame that was taken. */
    public enum Settlement {
        ENCODED,
        FAILED,
        ABANDONED
    }

    /**
     * Ends the flight of the frame that was taken first, counts it, and releases it. Called by the
     * encoder thread. After {@link #abandon} it does nothing.
     */
    public void settle(Settlement settlement) {
        Frame frame;
        synchronized (account) {
            if (abandoned) {
                return;
            }
            frame = taken.removeFirst();
            switch (settlement) {
                case ENCODED -> account.encoded();
                case FAILED -> account.encodeFailed();
                case ABANDONED -> account.abandoned();
            }
        }
        frame.release();
    }

    /** Refuses offers from now on; what waits can still be taken. Callable twice, by any thread. */
    public void close() {
        synchronized (account) {
            closed = true;
            account.notifyAll();
        }
    }

    /**
     * Closes, and gives up everything in flight, for an encoder that does not come back. A frame
     * that is still being read by it is counted and not released: its memory stays until the
     * process ends.
     *
     * @return how many frames were given up
     */
    public int abandon() {
        Deque<Frame> free = new ArrayDeque<>();
        int count;
        synchronized (account) {
            closed = true;
            abandoned = true;
            count = waiting.size() + taken.size();
            for (int i = 0; i < count; i++) {
                account.abandoned();
            }
            free.addAll(waiting);
            waiting.clear();
            taken.clear();
            account.notifyAll();
        }
        free.forEach(Frame::release);
        return count;
    }

    /** Frames accepted and not settled. */
    public int inFlight() {
        synchronized (account) {
            return waiting.size() + taken.size();
        }
    }

    /** Frames that wait. */
    public int fill() {
        synchronized (account) {
            return waiting.size();
        }
    }

    /** The most frames that ever waited. */
    public int maxFill() {
        synchronized (account) {
            return maxFill;
        }
    }

    /**
     * When the oldest frame in flight was captured, on the recording's monotonic clock, or {@code
     * Long.MAX_VALUE} when none is.
     */
    public long oldestCapturedNanos() {
        synchronized (account) {
            Frame oldest = taken.isEmpty() ? waiting.peekFirst() : taken.peekFirst();
            return oldest == null ? Long.MAX_VALUE : oldest.capturedNanos();
        }
    }
}

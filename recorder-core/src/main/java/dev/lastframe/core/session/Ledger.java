package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameAccount;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Counts every tick and every frame with its reason. A tick grows together with its outcome, so the
 * numbers balance at every moment. Called by the capture, pacer and encoder threads; holds its
 * monitor for tens of nanoseconds.
 */
final class Ledger implements FrameAccount {

    private volatile IntSupplier inFlight = () -> 0;

    @GuardedBy("this")
    private long captured;

    @GuardedBy("this")
    private long unchanged;

    @GuardedBy("this")
    private long unverified;

    @GuardedBy("this")
    private long late;

    @GuardedBy("this")
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    @GuardedBy("this")
    private long captureFailed;

    @GuardedBy("this")
    private long encoded;

    @GuardedBy("this")
    private long encodeFailed;

    @GuardedBy("this")
    private long abandoned;

    /** {@code unchanged} at the last whole picture: what came since is not yet verified. */
    @GuardedBy("this")
    private long unchangedAtLastWhole;

    /**
     * Where the frames in flight are counted: queue and encoder, never computed from the others.
     */
    void countInFlightBy(IntSupplier place) {
        inFlight = place;
    }

    @Override
    public synchronized void captured() {
        captured++;
    }

    @Override
    public synchronized void refused(DropReason reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    @Override
    public synchronized void encoded() {
        encoded++;
    }

    @Override
    public synchronized void encodeFailed() {
        encodeFailed++;
    }

    @Override
    public synchronized void abandoned() {
        abandoned++;
    }

    /** Packets that had been counted as encoded turned out not to be in the file. */
    synchronized void lostAfterEncoding(long count) {
        encoded -= count;
        abandoned += count;
    }

    /** Packets that had been given up came to be in the file all the same. */
    synchronized void inFileAfterAll(long count) {
        encoded += count;
        abandoned -= count;
    }

    synchronized void unchanged() {
        unchanged++;
    }

    synchronized void unchanged(long count) {
        unchanged += count;
    }

    /**
     * There was something new at ticks that found nothing.
     *
     * @return how many of them there can have been
     */
    synchronized long unchangedWasMissed(long count) {
        long ticks = Math.min(count, unchanged - unverified);
        unchanged -= ticks;
        unchangedAtLastWhole = Math.min(unchangedAtLastWhole, unchanged);
        captureFailed += ticks;
        return ticks;
    }

    synchronized void late(long count) {
        late += count;
    }

    synchronized void captureFailed() {
        captureFailed++;
    }

    /**
     * A whole picture was taken.
     *
     * @return how many unchanged ticks there were since the whole picture before it
     */
    synchronized long unchangedSinceLastWhole() {
        long since = unchanged - unchangedAtLastWhole;
        unchangedAtLastWhole = unchanged;
        return since;
    }

    /** A heartbeat showed that so many unchanged ticks cannot be believed. */
    synchronized void unverified(long count) {
        unverified += count;
    }

    synchronized LedgerSnapshot snapshot() {
        long byEncoder = dropped.getOrDefault(DropReason.ENCODER, 0L);
        long byDisk = dropped.getOrDefault(DropReason.DISK, 0L);
        long byMemory = dropped.getOrDefault(DropReason.MEMORY, 0L);
        return new LedgerSnapshot(
                captured + unchanged + late + byEncoder + byDisk + byMemory + captureFailed,
                captured,
                unchanged,
                unverified,
                late,
                byEncoder,
                byDisk,
                byMemory,
                captureFailed,
                encoded,
                encodeFailed,
                abandoned,
                inFlight.getAsInt());
    }
}

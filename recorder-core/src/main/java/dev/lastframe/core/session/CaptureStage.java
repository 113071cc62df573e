package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.PushedPictures;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a recording does on the capture thread (the JavaFX application thread): look, ask for the
 * picture, take it when it is there, offer. Every method is called by the capture thread unless it
 * says otherwise; none encodes or touches a disk, and none waits but for a picture that is on its
 * way when something else than a tick is wanted.
 */
final class CaptureStage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureStage.class);

    /** So many frames are in use at once when the encoder keeps up. */
    private static final int FRAMES_IN_USE = 3;

    /** By then the virtual machine compiles what a tick does several times. */
    private static final int SMALL_REHEARSALS = 200;

    /** On a busy computer some of them must do. */
    private static final long SMALL_REHEARSALS_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final long HISTOGRAM_MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ScreenGrabber grabber;
    private final FramePool pool;
    private final FrameQueue queue;
    private final Ledger ledger;
    private final Misses misses;
    private final Timeline timeline;
    private final NanoClock clock;
    private final Problems problems;
    private final ScreenWatch screen;
    private final SightWatch sight;
    private final SynchronizedHistogram tickNanos =
            new SynchronizedHistogram(HISTOGRAM_MOST_NANOS, 2);

    /** Unchanged ticks that each verifying frame speaks for, by its presentation time. */
    private final ConcurrentMap<Long, Long> unchangedBefore = new ConcurrentHashMap<>();

    /** Set by the session's thread: a tick that comes too late for a pause or stop is none. */
    private volatile boolean suspended;

    /** All that was announced has been fetched, and announcements are believed. */
    private volatile boolean settled;

    private final DueRule due = new DueRule();

    /** When pictures began to be taken, last; one that was made before is shown from then on. */
    private volatile long takenSinceNanos;

    private final Activity activity;

    private boolean wholeWanted = true;

    /** What waits at the source from before is not wanted. */
    private boolean catchesUp = true;

    private @Nullable FrameFormat lastFormat;

    /** What had become of pushed pictures when the first was captured; null before. */
    private volatile @Nullable PushedPictures pushedBefore;

    private boolean closed;

    /** The picture that was asked for and has not been taken; null when there is none. */
    private @Nullable Asked asked;

    private final Runnable completion = this::answered;

    /** Null where there is none, and after it failed. Asked by the pacer thread alone. */
    private volatile @Nullable ChangeNotice notice;

    /** A tick whose picture has still to come. */
    private static final class Asked {
        final FramePool.Slot slot;

        /** Whether anything may have changed. */
        final boolean changed;

        /** Whether it is taken only because none was compared for long, and not to be sharp. */
        final boolean check;

        /** When its tick began. */
        final long nanos;

        final Runnable served;

        /** What it has cost the capture thread. */
        long spentNanos;

        Asked(FramePool.Slot slot, boolean changed, boolean check, long nanos, Runnable served) {
            this.slot = slot;
            this.changed = changed;
            this.check = check;
            this.nanos = nanos;
            this.served = served;
        }
    }

    /** Told of pictures that could not be taken; must not block. */
    interface Problems extends ScreenWatch.Listener {
        void captureFailed(long tMicros, String why);

        /** A person sees what is recorded in another way than at the tick before. */
        void seen(Sight sight);

        /** Out of memory, a missing library: nothing more can be relied on. */
        void broken(Throwable fatal);
    }

    CaptureStage(
            ScreenGrabber grabber,
            FramePool pool,
            FrameQueue queue,
            Ledger ledger,
            Misses misses,
            Timeline timeline,
            NanoClock clock,
            Problems problems) {
        this.grabber = grabber;
        this.pool = pool;
        this.queue = queue;
        this.ledger = ledger;
        this.misses = misses;
        this.timeline = timeline;
        this.clock = clock;
        this.problems = problems;
        this.takenSinceNanos = clock.nanoTime();
        this.screen = new ScreenWatch(problems);
        this.sight = new SightWatch(problems::seen);
        this.notice = grabber.notice();
        this.activity = new Activity(grabber, ledger);
    }

    /**
     * Takes a few pictures that are thrown away: the first one loads classes, and memory that the
     * server has not written to yet costs a page fault every 4 KiB, which made the first ticks
     * late. Then many more of a few rows each: a tick that the interpreter runs takes twice as long
     * as a compiled one. Only the first picture is taken while the recording waits for it.
     *
     * @param first given the first picture, or nothing where there is none or no memory for it
     *     beside another; once
     * @param awaited whether the recording waits for nothing but this: somebody waits for it
     */
    static void rehearse(
            ScreenGrabber grabber,
            FramePool pool,
            NanoClock clock,
            Consumer<Optional<Frame>> first,
            BooleanSupplier awaited) {
        List<FramePool.Slot> slots = new ArrayList<>();
        Frame given = null;
        try {
            for (int i = 0; i < FRAMES_IN_USE; i++) {
                FramePool.Slot slot = pool.tryAcquire(grabber.format());
                if (slot == null) {
                    break;
                }
                slots.add(slot);
            }
            if (slots.size() > 1) {
                given = whole(grabber, slots.getFirst());
                first.accept(Optional.of(given));
                slots.removeFirst();
            }
            for (int i = 0; i < slots.size() && (given == null || !awaited.getAsBoolean()); i++) {
                grabber.look();
                grabber.grab(slots.get(i), true);
            }
            long begin = clock.nanoTime();
            for (int i = 0; i < SMALL_REHEARSALS && !slots.isEmpty(); i++) {
                grabber.rehearse(slots.getFirst());
                if (awaited.getAsBoolean() || clock.nanoTime() - begin > SMALL_REHEARSALS_NANOS) {
                    break;
                }
            }
        } catch (CaptureException lost) {
            LOG.debug("the rehearsal failed: {}", lost.toString());
        } finally {
            if (given == null) {
                first.accept(Optional.empty());
            }
            // The one that was written to is given out first.
            slots.reversed().forEach(FramePool.Slot::giveBack);
        }
    }

    private static Frame whole(ScreenGrabber grabber, FramePool.Slot slot) throws CaptureException {
        grabber.look();
        Grab grab = grabber.grab(slot, true);
        return slot.publish(
                grab.format(), grab.capturedNanos(), 0, grab.valid(), Frame.Purpose.CHANGE);
    }

    /** No picture is taken from now on. Called by the session's thread. */
    void suspend() {
        suspended = true;
        wake();
    }

    /** The next picture is whole, for a part that begins with it. */
    void wholeNext() {
        complete();
        unsettle();
        wholeWanted = true;
    }

    /** Pictures are taken again, the next one whole. */
    void proceed() {
        complete();
        unsettle();
        wholeWanted = true;
        catchesUp = true;
        takenSinceNanos = clock.nanoTime();
        suspended = false;
    }

    /** A deadline is about to be served. Called by the pacer thread while no tick is on its way. */
    void due(long deadlineNanos, long nextNanos) {
        grabber.due(deadlineNanos, nextNanos);
    }

    /**
     * Serves one deadline if nothing can have changed and no heartbeat is due. Called by the pacer
     * thread while no tick is on its way, so that the ledger's numbers are those of one thread.
     */
    boolean still() {
        ChangeNotice asked = notice;
        long now = clock.nanoTime();
        if (asked == null
                || !settled
                || suspended
                || due.isPictureDue(now)
                || due.isCheckDue(now)) {
            return false;
        }
        try {
            if (asked.mayHaveChanged()) {
                return false;
            }
        } catch (RuntimeException broken) {
            distrust(broken);
            return false;
        }
        ledger.unchanged();
        return true;
    }

    /**
     * Until when no deadline needs to be served, unless something is announced or somebody {@link
     * #wake wakes} the pacer. Called by the pacer thread.
     *
     * @param underWay whether a tick is on its way; it wakes the pacer where it leaves something to
     *     do
     * @return in the past where each deadline is to be served
     */
    long quietUntil(boolean underWay) {
        ChangeNotice asked = notice;
        if (asked == null || suspended || !(settled || underWay)) {
            return Long.MIN_VALUE;
        }
        return Math.min(asked.quietUntil(), due.nextNanos());
    }

    /**
     * Sleeps for as long as {@link #quietUntil} told, or less. Called by the pacer thread.
     *
     * @return the moment before which nothing was announced
     */
    long rest(long untilNanos) {
        ChangeNotice asked = notice;
        try {
            return asked == null ? Long.MIN_VALUE : asked.await(untilNanos);
        } catch (RuntimeException broken) {
            distrust(broken);
            return Long.MIN_VALUE;
        }
    }

    /** Lets the pacer serve the next deadline. Called by any thread. */
    void wake() {
        ChangeNotice asked = notice;
        if (asked != null) {
            asked.wake();
        }
    }

    private void unsettle() {
        settled = false;
        wake();
    }

    private void distrust(RuntimeException broken) {
        LOG.warn("each tick asks the screen from now on", broken);
        notice = null;
    }

    /**
     * Serves one deadline. Where the picture comes by itself, this returns as soon as it was asked
     * for, and the deadline is served when it is there.
     *
     * @param served run when it is served, or nothing is to be recorded any more; now or later
     */
    void tick(Runnable served) {
        complete();
        if (!closed && !suspended && serve(served)) {
            return;
        }
        served(served);
    }

    /** What is left to do is not to wait for an announcement. */
    private void served(Runnable served) {
        served.run();
        if (!settled) {
            wake();
        }
    }

    /** Takes a picture although nothing changed, the last one before a stop or pause. */
    void lastTick() {
        complete();
        if (!closed && !suspended) {
            serve(null);
        }
    }

    /**
     * @param served null for the last tick, whose picture is waited for
     * @return whether the picture is still to come
     */
    private boolean serve(@Nullable Runnable served) {
        boolean forced = served == null;
        long begin = clock.nanoTime();
        settled = false;
        try {
            if (forced) {
                grabber.due(begin, Long.MAX_VALUE);
            }
            countMissed(grabber.takeMissed(forced || catchesUp), begin);
            catchesUp = false;
            boolean changed = grabber.look();
            activity.looked(changed, begin);
            screen.present();
            sight.saw(grabber.sight(), begin);
            boolean whole = forced || wholeWanted || due.isPictureDue(begin);
            boolean check = !changed && !whole && due.isCheckDue(begin);
            if (changed || whole || check) {
                whole |= check || !grabber.format().equals(lastFormat);
                capture(changed, whole, check, served, begin);
            } else {
                ledger.unchanged();
                settled = true;
            }
        } catch (CaptureException | RuntimeException | Error failed) {
            failed(failed, begin);
        }
        return spent(begin);
    }

    /** Adds to what this tick has cost, unless it goes on; returns whether it does. */
    private boolean spent(long sinceNanos) {
        long nanos = clock.nanoTime() - sinceNanos;
        Asked waiting = asked;
        if (waiting != null) {
            waiting.spentNanos += nanos;
            return true;
        }
        tickNanos.recordValue(Math.clamp(nanos, 0, HISTOGRAM_MOST_NANOS));
        return false;
    }

    private void failed(Throwable failed, long nanos) {
        long t = countFailure(nanos);
        if (failed instanceof Error fatal) {
            problems.broken(fatal);
            return;
        }
        String why = String.valueOf(failed.getMessage());
        if (failed instanceof CaptureException c && c.reason() == Reason.TARGET_GONE) {
            screen.missing(nanos, why, grabber.patience());
        } else {
            problems.captureFailed(t, why);
        }
    }

    /** Earlier ticks found nothing new because it came too late to be taken. */
    private void countMissed(long pictures, long nanos) {
        // what there was before the first one is in no recording
        if (pictures == 0 || lastFormat == null) {
            return;
        }
        long ticks = ledger.unchangedWasMissed(pictures);
        if (ticks > 0) {
            long t = timeline.micros(nanos);
            misses.missed("captureFailed", t, t, ticks);
            problems.captureFailed(t, "Pictures of the screen came too late to be taken.");
        }
    }

    private long countFailure(long nanos) {
        ledger.captureFailed();
        long t = timeline.micros(nanos);
        misses.missed("captureFailed", t, t, 1);
        return t;
    }

    /**
     * Takes a picture, or asks for one that is taken as soon as it is there.
     *
     * @param served what waits for it; null where the picture is waited for
     */
    private void capture(
            boolean changed, boolean whole, boolean check, @Nullable Runnable served, long nanos)
            throws CaptureException {
        if (check && !queue.hasRoom()) {
            // Nothing is missed by it: it is looked again at the next tick.
            ledger.unchanged();
            return;
        }
        FramePool.Slot slot = room();
        if (slot == null) {
            return;
        }
        Grab grab;
        Frame.Purpose purpose;
        try {
            if (served != null) {
                Asked question = new Asked(slot, changed, check, nanos, served);
                if (grabber.ask(slot, whole, completion)) {
                    asked = question;
                    return;
                }
            }
            grab = grabber.grab(slot, whole);
            activity.taken(nanos);
            purpose = purpose(changed, check, served == null, grab);
        } catch (CaptureException | RuntimeException | Error failed) {
            slot.giveBack();
            throw failed;
        }
        handOn(slot, grab, purpose);
        settle();
    }

    /** Called when the picture has come. */
    private void answered() {
        complete(true);
    }

    /**
     * Takes the picture that was asked for, if one was, and waits for it if it has not come. Called
     * before anything else is asked of the grabber.
     */
    private void complete() {
        complete(false);
    }

    /**
     * The same.
     *
     * @param last whether this thread wants nothing else afterwards
     */
    private void complete(boolean last) {
        Asked waiting = asked;
        if (waiting == null) {
            return;
        }
        asked = null;
        long begin = clock.nanoTime();
        try {
            take(waiting);
            if (last && !suspended) {
                settle();
            }
        } catch (CaptureException | RuntimeException | Error failed) {
            lost(failed, waiting.nanos);
        } finally {
            spent(begin - waiting.spentNanos);
            served(waiting.served);
        }
    }

    /** Throws nothing: whoever takes the picture first has something else to do. */
    private void lost(Throwable failed, long nanos) {
        if (suspended && !(failed instanceof Error)) {
            return; // no tick, as below
        }
        try {
            failed(failed, nanos);
        } catch (RuntimeException | Error fault) {
            problems.broken(fault);
        }
    }

    private void take(Asked waiting) throws CaptureException {
        Grab grab;
        Frame.Purpose purpose;
        try {
            grab = grabber.take();
            activity.taken(waiting.nanos);
            purpose = purpose(waiting.changed, waiting.check, false, grab);
        } catch (CaptureException | RuntimeException | Error failed) {
            waiting.slot.giveBack();
            throw failed;
        }
        if (suspended) {
            // A tick that comes too late is none; what it took is taken again when it proceeds.
            waiting.slot.giveBack();
        } else {
            handOn(waiting.slot, grab, purpose);
        }
    }

    /** Null when the queue or the memory is full, which is counted. */
    private FramePool.@Nullable Slot room() {
        if (!queue.hasRoom()) {
            refuse(false);
            return null;
        }
        FramePool.Slot slot = pool.tryAcquire(grabber.format(), clock.nanoTime());
        if (slot == null) {
            refuse(true);
        }
        return slot;
    }

    private void handOn(FramePool.Slot slot, Grab grab, Frame.Purpose purpose) {
        // The process may have been stopped since the tick began.
        timeline.beat(clock.nanoTime());
        long captured = Math.max(grab.capturedNanos(), takenSinceNanos);
        long pts = timeline.micros(captured);
        Frame frame = slot.publish(grab.format(), captured, pts, grab.valid(), purpose);
        if (purpose != Frame.Purpose.CHANGE) {
            unchangedBefore.put(pts, ledger.unchangedSinceLastWhole());
        }
        due.captured(frame, wholeWanted);
        wholeWanted = false;
        if (lastFormat == null) {
            pushedBefore = grabber.pushed();
        }
        lastFormat = grab.format();
        if (!queue.offer(frame)) {
            frame.release();
            wholeWanted = true;
            refuse(false);
        }
    }

    /**
     * A picture was handed on. What is drawn from now on, and what came too late for it, is
     * announced to the pacer as well.
     */
    private void settle() {
        settled = !wholeWanted && grabber.announcesChange();
    }

    private Frame.Purpose purpose(boolean changed, boolean check, boolean last, Grab grab)
            throws CaptureException {
        // What is drawn between the look and the grab is in the picture, and announced by now.
        boolean verifies =
                !changed
                        && !wholeWanted
                        && grabber.announcesChange()
                        && !grab.announced()
                        && !grabber.lookAgain();
        if (!verifies) {
            return Frame.Purpose.CHANGE;
        }
        // What is in flight may turn out to be a large change when nothing can follow any more.
        // Asked in this order: it is told before it is settled.
        boolean coarse = (last && queue.inFlight() > 0) || due.isCoarse();
        return coarse && !check ? Frame.Purpose.REFINE : Frame.Purpose.VERIFY;
    }

    private void refuse(boolean memory) {
        DropReason reason = queue.refuse(memory);
        long t = timeline.micros(clock.nanoTime());
        misses.missed("queueFull." + reason.name().toLowerCase(Locale.ROOT), t, t, 1);
    }

    /**
     * The encoder compared a verifying picture. Called by the encoder thread.
     *
     * @return how many unchanged ticks it speaks for
     */
    long takeUnchangedBefore(long ptsMicros) {
        Long count = unchangedBefore.remove(ptsMicros);
        return count == null ? 0 : count;
    }

    /**
     * A picture was encoded that may be coarse, as much of it had changed. Called by the encoder
     * thread, which alone knows: a window that draws one line anew announces all of itself.
     */
    void largeChange(long ptsMicros) {
        due.largeChange(ptsMicros);
        wake();
    }

    void distrustAnnouncements() {
        if (!closed) {
            complete();
            unsettle();
            grabber.distrustAnnouncements();
            wholeWanted = true;
        }
    }

    /** What became of pushed pictures since the first was captured. Callable from any thread. */
    @Nullable PushedPictures pushed() {
        PushedPictures before = pushedBefore;
        PushedPictures now = before == null ? null : grabber.pushed();
        return before == null || now == null ? null : now.since(before);
    }

    /** How often something was drawn. Callable from any thread. */
    Activity activity() {
        return activity;
    }

    /** How long ticks took. Callable from any thread. */
    RecordingStatus.Ticks ticks() {
        return new RecordingStatus.Ticks(
                tickNanos.getValueAtPercentile(50) / 1e6,
                tickNanos.getValueAtPercentile(99) / 1e6,
                tickNanos.getMaxValue() / 1e6);
    }

    /**
     * Ends the grabber, unless frames are still read by an encoder that hangs: their memory then
     * stays until the process ends.
     */
    @Override
    public void close() {
        if (!closed) {
            complete();
            closed = true;
            pool.close();
            if (pool.closeReturned()) {
                grabber.close();
            }
        }
    }
}

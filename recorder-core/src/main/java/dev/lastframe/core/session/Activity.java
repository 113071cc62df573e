package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.ScreenGrabber;

/**
 * Counts the ticks that found the recorded screen drawn to, so that it can be told who stuttered: an
 * application that did not repaint, or the recorder.
 */
final class Activity {

    private final ScreenGrabber grabber;
    private final Ledger ledger;

    /** Written by the capture thread alone. */
    @GuardedBy("this")
    private long drawn;

    /** When it was drawn to first since the last line, and last; only where it was at all. */
    @GuardedBy("this")
    private long firstNanos;

    @GuardedBy("this")
    private long lastNanos;

    @GuardedBy("this")
    private boolean drawnSinceLine;

    /** The source's own count at the last look. */
    private long drawnBefore;

    /** Not every change is announced: nothing can be told any more. */
    private volatile boolean unknown;

    // used by the session's thread alone
    private long ticksTold;
    private long drawnTold;

    Activity(ScreenGrabber grabber, Ledger ledger) {
        this.grabber = grabber;
        this.ledger = ledger;
        this.drawnBefore = grabber.drawnLooks();
    }

    /**
     * A tick has looked. Called by the capture thread; allocates nothing.
     *
     * @param changed whether anything may be different, the pointer among it
     * @param nanos when it looked
     */
    void looked(boolean changed, long nanos) {
        long count = grabber.drawnLooks();
        boolean counted = count < 0 ? changed : count != drawnBefore;
        drawnBefore = count;
        if (counted) {
            drawn(nanos);
        }
        if (!grabber.announcesChange()) {
            unknown = true;
        }
    }

    private synchronized void drawn(long nanos) {
        drawn++;
        firstNanos = drawnSinceLine ? firstNanos : nanos;
        lastNanos = nanos;
        drawnSinceLine = true;
    }

    /** Writes what is new since the line before, once a second. Called by the session's thread. */
    void write(Journal journal) {
        long ticks = ledger.snapshot().ticks();
        long changed;
        long first;
        long last;
        synchronized (this) {
            changed = drawn;
            first = firstNanos;
            last = lastNanos;
            drawnSinceLine = false;
        }
        if (!unknown && ticks > ticksTold) {
            long now = Math.min(changed - drawnTold, ticks - ticksTold);
            journal.screen(ticks - ticksTold, now, first, last);
        }
        ticksTold = ticks;
        drawnTold = changed;
    }
}

package dev.lastframe.core.session;

import dev.lastframe.core.capture.ScreenGrabber;

/**
 * Counts the ticks that found the recorded screen drawn to, so that it can be told who stuttered: an
 * application that did not repaint, or the recorder.
 */
final class Activity {

    private final ScreenGrabber grabber;
    private final Ledger ledger;

    /** Written by the capture thread alone. */
    private volatile long drawn;

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
     */
    void looked(boolean changed) {
        long count = grabber.drawnLooks();
        boolean counted = count < 0 ? changed : count != drawnBefore;
        drawnBefore = count;
        if (counted) {
            drawn = drawn + 1;
        }
        if (!grabber.announcesChange()) {
            unknown = true;
        }
    }

    /** Writes what is new since the line before, once a second. Called by the session's thread. */
    void write(Journal journal) {
        long ticks = ledger.snapshot().ticks();
        long changed = drawn;
        if (!unknown && ticks > ticksTold) {
            journal.screen(ticks - ticksTold, Math.min(changed - drawnTold, ticks - ticksTold));
        }
        ticksTold = ticks;
        drawnTold = changed;
    }
}

package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.ScreenGrabber;

/**
 * Counts the ticks that found the recorded screen drawn to, so that it can be told who stuttered:
 * an application that did not repaint, or the recorder. Holds its monitor for tens of nanoseconds.
 */
final class Activity {

    private final ScreenGrabber grabber;
    private final Ledger ledger;

    /** The source's own count at the last look; used by the capture thread alone. */
    private long drawnBefore;

    @GuardedBy("this")
    private long drawn;

    @GuardedBy("this")
    private long firstNanos;

    @GuardedBy("this")
    private long lastNanos;

    /** Not every change is announced: nothing can be told any more. */
    @GuardedBy("this")
    private boolean unknown;

    // used by the session's thread alone
    private long ticksTold;
    private long micros;

    Activity(ScreenGrabber grabber, Ledger ledger) {
        this.grabber = grabber;
        this.ledger = ledger;
        this.drawnBefore = grabber.drawnLooks();
    }

    /**
     * A tick has looked. Called by the capture thread; allocates nothing.
     *
     * @param changed whether anything may be different, the pointer among it
     * @param nanos when it began, on the monotonic clock
     */
    void looked(boolean changed, long nanos) {
        long count = grabber.drawnLooks();
        boolean counted = count < 0 ? changed : count != drawnBefore;
        drawnBefore = count;
        note(counted, nanos, grabber.announcesChange());
    }

    /**
     * The same tick has its picture, with which came what was drawn exactly.
     *
     * @param nanos as given to {@link #looked}
     */
    void taken(long nanos) {
        if (grabber.drawnLooks() >= 0) {
            looked(false, nanos);
        }
    }

    private synchronized void note(boolean counted, long nanos, boolean announced) {
        unknown |= !announced;
        if (counted && (drawn == 0 || nanos != lastNanos)) {
            if (drawn == 0) {
                firstNanos = nanos;
            }
            lastNanos = nanos;
            drawn++;
        }
    }

    /** Writes what is new since the line before, once a second. Called by the session's thread. */
    synchronized void write(Journal journal) {
        long now = journal.nowMicros();
        long ticks = ledger.snapshot().ticks();
        long fresh = ticks - ticksTold;
        if (!unknown && fresh > 0) {
            // a tick that looks at this moment is in no count yet
            long changed = Math.min(drawn, fresh);
            long from = micros;
            long first = journal.micros(firstNanos);
            long last = journal.micros(lastNanos);
            journal.screen(
                    now,
                    json -> {
                        json.writeNumberField("from", from);
                        json.writeNumberField("ticks", fresh);
                        json.writeNumberField("changed", changed);
                        if (changed > 0) {
                            json.writeNumberField("first", first);
                            json.writeNumberField("last", last);
                        }
                    });
        }
        ticksTold = ticks;
        micros = now;
        drawn = 0;
    }
}

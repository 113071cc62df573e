package dev.lastframe.app.recording;

import dev.lastframe.core.session.RecordingStatus;

/**
 * How loud the counters are. Follows the last 10 s and the longest stretch, not the whole
 * recording's average; what was raised stays until it was seen.
 */
final class MissedAlarm {

    /** More than this part of the last 10 s is worth a look. */
    static final double AMBER_PART = 0.01;

    /** More than this part of the last 10 s is trouble. */
    static final double TROUBLE_PART = 0.05;

    /** A run of misses longer than this is seen by whoever watches the video. */
    static final long STRETCH_MILLIS = 250;

    /** From silent to loud. */
    enum Level {
        CALM,
        AMBER,
        TROUBLE
    }

    private boolean unseen;
    private long seenStretchMillis = STRETCH_MILLIS;
    private long stretchMillis;
    private Level now = Level.CALM;

    /** A new recording begins. */
    void reset() {
        unseen = false;
        seenStretchMillis = STRETCH_MILLIS;
        stretchMillis = 0;
        now = Level.CALM;
    }

    /** Takes the newest numbers in. */
    void update(RecordingStatus.Recent recent) {
        double part = recent.ticks() == 0 ? 0 : (double) recent.missed() / recent.ticks();
        stretchMillis = recent.longestStretchMillis();
        now = part > TROUBLE_PART ? Level.TROUBLE : part > AMBER_PART ? Level.AMBER : Level.CALM;
        unseen |= now != Level.CALM || stretchMillis > seenStretchMillis;
    }

    /** The recording ended: what was raised and not seen stays, without the haste. */
    void end() {
        now = Level.CALM;
    }

    /** The person looked at the numbers. */
    void seen() {
        unseen = false;
        seenStretchMillis = Math.max(seenStretchMillis, stretchMillis);
    }

    Level level() {
        return now == Level.CALM && unseen ? Level.AMBER : now;
    }
}

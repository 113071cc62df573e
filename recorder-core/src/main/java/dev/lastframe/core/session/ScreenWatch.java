package dev.lastframe.core.session;

import java.time.Duration;

/**
 * Decides what a screen that is not there means: a monitor that comes back soon goes on being
 * recorded, one that does not ends the recording. Used by the capture thread alone.
 */
final class ScreenWatch {

    /** Told of each change, once; must not block. */
    interface Listener {

        /** It is not there. */
        void screenGone(String why);

        /** It is there again. */
        void screenBack();

        /** It did not come back in time. */
        void screenLost(String why);
    }

    private final Listener listener;
    private boolean gone;
    private boolean lost;
    private long goneSinceNanos;

    ScreenWatch(Listener listener) {
        this.listener = listener;
    }

    /**
     * A tick did not find it.
     *
     * @param patience how long it may be away
     */
    void missing(long nowNanos, String why, Duration patience) {
        if (!gone) {
            gone = true;
            goneSinceNanos = nowNanos;
            listener.screenGone(why);
        } else if (!lost && nowNanos - goneSinceNanos >= patience.toNanos()) {
            lost = true;
            listener.screenLost(why);
        }
    }

    /** A tick found it. */
    void present() {
        if (gone) {
            gone = false;
            lost = false;
            listener.screenBack();
        }
    }
}

package dev.lastframe.app.recording;

import java.time.Duration;

/** What Lastframe itself has on the screen. Used by the FX thread; never blocks. */
interface OwnWindows {

    /** What is used where there is no window. */
    OwnWindows NONE =
            new OwnWindows() {
                @Override
                public boolean leave() {
                    return false;
                }

                @Override
                public boolean onScreen() {
                    return false;
                }

                @Override
                public void remove() {
                    // there is nothing
                }
            };

    /**
     * Takes everything off the screen.
     *
     * @return whether there was anything on it
     */
    boolean leave();

    /** Whether something that was told to leave is still to be seen. */
    boolean onScreen();

    /** How long it may still be seen after that: compositors fade what leaves. */
    default Duration settles() {
        return Duration.ofMillis(200);
    }

    /** Takes off the screen what did not leave it, also out of every list of windows. */
    void remove();
}

package dev.lastframe.app.recording;

/** What the window is about at a moment. */
public enum Phase {
    IDLE,
    STARTING,
    RECORDING,
    PAUSED,
    STOPPING;

    /** Whether there is a recording that is not yet saved. */
    public boolean busy() {
        return this != IDLE;
    }
}

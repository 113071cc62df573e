package dev.lastframe.core.encode;

/** When another key frame is due. Used by the encoder thread alone. */
final class KeyFrameRule {

    /**
     * While much changes, seeking and recovery never have to go back further than this: when the
     * pictures since the last key frame have become as large as it, another one is due.
     */
    static final long USUAL_MILLIS = 2000;

    /**
     * While little changes, they are spared: a key frame of dense text is a megabyte, and costs
     * what four other pictures do.
     */
    static final long LONGEST_MILLIS = 5000;

    /** A picture that comes half its own time early is not left to the next. */
    private final long earlyMillis;

    private long lastMillis;
    private int lastBytes;
    private long bytesSince;

    /**
     * @param fps the recording's deadlines a second
     */
    KeyFrameRule(int fps) {
        earlyMillis = 500 / fps;
    }

    /** Whether a picture of this time should be one, if it has changed. */
    boolean isDue(long millis) {
        long least = bytesSince >= lastBytes ? USUAL_MILLIS : LONGEST_MILLIS;
        return millis - lastMillis >= least - earlyMillis;
    }

    /** A picture was encoded. */
    void encoded(long millis, int bytes, boolean key) {
        if (key) {
            lastMillis = millis;
            lastBytes = bytes;
            bytesSince = 0;
        } else {
            bytesSince += bytes;
        }
    }
}

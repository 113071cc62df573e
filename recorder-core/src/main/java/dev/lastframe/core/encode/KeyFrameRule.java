package dev.lastframe.core.encode;

/** When another key frame is due. Used by the encoder thread alone. */
final class KeyFrameRule {

    /**
     * While much changes, seeking and recovery never have to go back further than this: when the
     * pictures since the last key frame have become {@value #TIMES} times as large as it, another
     * one is due.
     */
    static final long USUAL_MILLIS = 2000;

    /**
     * Else they are spared: a key frame of dense text is nearly a megabyte, and costs what ten
     * pictures of a scroll do. About the 250 pictures that x264 and most recorders leave between
     * two.
     */
    static final long LONGEST_MILLIS = 8000;

    /** So key frames are no more than a quarter of a recording. */
    private static final long TIMES = 3;

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
        long least = bytesSince >= TIMES * lastBytes ? USUAL_MILLIS : LONGEST_MILLIS;
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

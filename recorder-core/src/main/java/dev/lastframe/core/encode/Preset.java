package dev.lastframe.core.encode;

/** How a recording weighs size against quality. */
public enum Preset {
    /** Small files at once: for a bug report. */
    INSTANT(8, 0.1),
    /** Higher quality and more patience: for explaining. */
    STUDIO(16, 0.2);

    private static final int LEAST_BITS_PER_SECOND = 1_000_000;
    private static final int MOST_BITS_PER_SECOND = 60_000_000;

    private final int queueCapacity;
    private final double bitsPerPixel;

    Preset(int queueCapacity, double bitsPerPixel) {
        this.queueCapacity = queueCapacity;
        this.bitsPerPixel = bitsPerPixel;
    }

    /**
     * The rate for encoders that work to one, and what a person should reckon with: 6 Mbit/s for
     * {@code INSTANT} at 1920x1080 and 30 frames a second, enough for text in motion.
     */
    public int bitsPerSecond(int width, int height, int fps) {
        return (int)
                Math.clamp(
                        bitsPerPixel * width * height * fps,
                        LEAST_BITS_PER_SECOND,
                        MOST_BITS_PER_SECOND);
    }

    /** Frames that may wait when nothing else is configured. */
    public int queueCapacity() {
        return queueCapacity;
    }

    /** The name in options, settings and events. */
    public String id() {
        return this == INSTANT ? "instant" : "studio";
    }
}

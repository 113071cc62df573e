package dev.lastframe.core.export;

/**
 * How a stretch is encoded anew.
 *
 * @param quantiser 12 (best) to 51
 * @param fps at most so many pictures a second; {@link #ALL} for every one
 * @param scale of both sides, up to 1
 */
record Setting(int quantiser, double fps, double scale) {

    static final double ALL = Double.MAX_VALUE;

    /** Everything as it was recorded. */
    static final Setting BEST = new Setting(VideoEncoder.LIKE_THE_RECORDING, ALL, 1);

    /** Seconds from one key frame to the next: for jumping about, at a price in bytes. */
    private static final int KEY_SECONDS = 20;

    private static final double USUAL_FPS = 30;
    private static final int LEAST_INTERVAL = 30;

    /** Most pictures from one key frame to the next. */
    int keyInterval() {
        return Math.max(LEAST_INTERVAL, (int) (KEY_SECONDS * Math.min(fps, USUAL_FPS)));
    }

    /** Whether only the quantiser is another one. */
    boolean hasShapeOf(Setting other) {
        return fps == other.fps && scale == other.scale;
    }

    Setting withQuantiser(int other) {
        return new Setting(other, fps, scale);
    }
}

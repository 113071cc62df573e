package dev.lastframe.core.export;

import java.util.List;

/**
 * How large a file will be, guessed from one that was measured: so much smaller for every step of
 * the quantiser, for fewer and for smaller pictures. What a guess is worth is measured afterwards.
 * Used by one thread.
 */
final class SizeModel {

    /** What text bears: above it letters become hard to read. */
    private static final int READABLE = 36;

    /** What still shows where things are. */
    private static final int WORST = 48;

    /** Measured: 1920x1080 in motion, libopenh264, 24 to 44. */
    private static final double HALVINGS_A_STEP = 0.125;

    private static final double BY_PICTURES = 0.75;
    private static final double BY_PIXELS = 0.8;

    /** First fewer bits, then fewer pictures, then smaller ones. */
    private static final List<Setting> SHAPES =
            List.of(
                    new Setting(READABLE, Setting.ALL, 1),
                    new Setting(READABLE, 20, 1),
                    new Setting(READABLE, 15, 1),
                    new Setting(READABLE, 10, 1),
                    new Setting(READABLE, 7, 1),
                    new Setting(READABLE, 5, 1),
                    new Setting(READABLE, 5, 0.8),
                    new Setting(READABLE, 5, 2.0 / 3),
                    new Setting(READABLE, 4, 0.5),
                    new Setting(40, 3, 0.5),
                    new Setting(44, 2, 0.5),
                    new Setting(WORST, 1, 1.0 / 3));

    private final Stretch stretch;
    private double factor;

    /**
     * @param bytes that the stretch has in the recording
     * @param quantiser that the recording seems to have
     */
    SizeModel(Stretch stretch, long bytes, int quantiser) {
        this.stretch = stretch;
        learn(Setting.BEST.withQuantiser(quantiser), stretch.shown(), (double) bytes);
    }

    /** The smallest that is ever made. */
    static Setting smallest() {
        return SHAPES.getLast();
    }

    /** A file of this setting was measured. */
    void learn(Setting setting, int pictures, double bytes) {
        factor = Math.max(1, bytes) / relative(setting, pictures);
    }

    /** The best setting that should fit. */
    Setting choose(double bytes) {
        for (Setting shape : SHAPES) {
            int pictures = new Kept(stretch, shape.fps()).count();
            double wanted = bytes / factor;
            double over = relative(shape.withQuantiser(0), pictures) / wanted;
            int quantiser = (int) Math.ceil(Math.log(over) / Math.log(2) / HALVINGS_A_STEP);
            if (quantiser <= shape.quantiser()) {
                return shape.withQuantiser(Math.max(VideoEncoder.LIKE_THE_RECORDING, quantiser));
            }
        }
        return smallest();
    }

    private static double relative(Setting setting, int pictures) {
        return Math.pow(2, -setting.quantiser() * HALVINGS_A_STEP)
                * Math.pow(pictures, BY_PICTURES)
                * Math.pow(setting.scale() * setting.scale(), BY_PIXELS);
    }
}

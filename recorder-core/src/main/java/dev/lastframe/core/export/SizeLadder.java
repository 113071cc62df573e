package dev.lastframe.core.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.DoubleToIntFunction;

/**
 * The settings that are tried, from the best (rung 0) to the smallest: first fewer bits a picture,
 * then fewer pictures, then smaller ones. How large each comes out is guessed from those that were
 * measured; one that is known to be too large is never chosen again, nor any better one, and where
 * one is known to fit, none that is worse. Used by one thread.
 */
final class SizeLadder {

    /** What text bears: above it letters become hard to read. */
    private static final int READABLE = 36;

    /** What still shows where things are. */
    private static final int WORST = 48;

    /** Measured: 1920x1080 in motion, libopenh264, 24 to 44. */
    private static final double HALVINGS_A_STEP = 0.125;

    private static final double BY_PICTURES = 0.75;
    private static final double BY_PIXELS = 0.8;

    /** The worst quantiser of each shape, and what it keeps of pictures and pixels. */
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

    /** A setting, and how large it comes out beside others. */
    private record Rung(Setting setting, double relative) {}

    private final List<Rung> rungs = new ArrayList<>();

    /** By rung, how many bytes one of {@code relative} has; its logarithm. */
    private final TreeMap<Integer, Double> known = new TreeMap<>();

    private boolean measured;
    private int tooLarge = -1;
    private int fitting;

    /**
     * @param pictures how many are left at so many a second
     */
    SizeLadder(DoubleToIntFunction pictures) {
        double before = Double.MAX_VALUE;
        for (Setting shape : SHAPES) {
            int count = pictures.applyAsInt(shape.fps());
            for (int q = VideoEncoder.LIKE_THE_RECORDING; q <= shape.quantiser(); q++) {
                Setting setting = shape.withQuantiser(q);
                double relative = relative(setting, count);
                if (relative < before) {
                    rungs.add(new Rung(setting, relative));
                    before = relative;
                }
            }
        }
        fitting = rungs.size();
    }

    private static double relative(Setting setting, int pictures) {
        return Math.pow(2, -setting.quantiser() * HALVINGS_A_STEP)
                * Math.pow(pictures, BY_PICTURES)
                * Math.pow(setting.scale() * setting.scale(), BY_PIXELS);
    }

    Setting at(int rung) {
        return rungs.get(rung).setting();
    }

    /** The smallest that is ever made. */
    int smallest() {
        return rungs.size() - 1;
    }

    /** The first rung of a quantiser. */
    int ofQuantiser(int quantiser) {
        return quantiser - VideoEncoder.LIKE_THE_RECORDING;
    }

    /** So large it would probably be; forgotten as soon as anything is measured. */
    void guess(int rung, double bytes) {
        if (!measured) {
            know(rung, bytes);
        }
    }

    /**
     * It was made.
     *
     * @param bytes of the whole, as far as that is known
     */
    void measured(int rung, double bytes, boolean fits) {
        if (!measured) {
            known.clear();
            measured = true;
        }
        know(rung, bytes);
        if (fits) {
            fitting = Math.min(fitting, rung);
        } else {
            tooLarge = Math.max(tooLarge, rung);
        }
    }

    private void know(int rung, double bytes) {
        known.put(rung, Math.log(Math.max(1, bytes) / rungs.get(rung).relative()));
    }

    /**
     * The best that should fit, or the next better one than what is known to fit; empty where none
     * is left.
     */
    OptionalInt choose(double bytes) {
        for (int i = tooLarge + 1; i < fitting; i++) {
            if (expected(i) <= bytes) {
                return OptionalInt.of(i);
            }
        }
        return fitting - 1 > tooLarge ? OptionalInt.of(fitting - 1) : OptionalInt.empty();
    }

    /** The one in the middle of those that are left; empty where none is. */
    OptionalInt middle() {
        return fitting - 1 > tooLarge
                ? OptionalInt.of((tooLarge + fitting) / 2)
                : OptionalInt.empty();
    }

    private double expected(int rung) {
        Map.Entry<Integer, Double> better = known.floorEntry(rung);
        Map.Entry<Integer, Double> worse = known.ceilingEntry(rung);
        double logarithm;
        if (better == null || worse == null) {
            logarithm = (better == null ? known.firstEntry() : known.lastEntry()).getValue();
        } else {
            int steps = worse.getKey() - better.getKey();
            double share = steps == 0 ? 0 : (double) (rung - better.getKey()) / steps;
            logarithm = better.getValue() + share * (worse.getValue() - better.getValue());
        }
        return rungs.get(rung).relative() * Math.exp(logarithm);
    }
}

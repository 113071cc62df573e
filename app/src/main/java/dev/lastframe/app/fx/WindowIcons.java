package dev.lastframe.app.fx;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The window's icon, drawn: a stack of frames of which the last one lies in front; while recording
 * with a red disc. Called by the FX thread.
 */
public final class WindowIcons {

    private static final int[] SIZES = {16, 24, 32, 48, 64, 128};

    private static final double[] TILE = {0.13, 0.16, 0.20};
    private static final double[] PAPER = {0.96, 0.97, 0.98};
    private static final double[] QUIET = {0.45, 0.51, 0.57};
    private static final double[] RED = {0.85, 0.16, 0.20};

    private WindowIcons() {}

    /** Every size, smallest first. */
    public static List<Image> draw(boolean recording) {
        return IntStream.of(SIZES).mapToObj(size -> draw(size, recording)).toList();
    }

    private static Image draw(int size, boolean recording) {
        WritableImage image = new WritableImage(size, size);
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        size,
                        size,
                        PixelFormat.getIntArgbInstance(),
                        pixels(size, recording),
                        0,
                        size);
        return image;
    }

    /** One size as ARGB, row by row. Callable from any thread. */
    public static int[] pixels(int size, boolean recording) {
        int[] pixels = new int[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] =
                        pixel((x + 0.5) / size, (y + 0.5) / size, 1.0 / size, recording);
            }
        }
        return pixels;
    }

    /** The colour at a place of the unit square; {@code soft} is the width of an edge. */
    private static int pixel(double x, double y, double soft, boolean recording) {
        double[] colour = TILE.clone();
        double tile = cover(box(x, y, 0.5, 0.5, 0.48, 0.48, 0.20), soft);
        blend(colour, QUIET, 0.45 * cover(box(x, y, 0.62, 0.34, 0.25, 0.18, 0.04), soft));
        blend(colour, TILE, cover(box(x, y, 0.53, 0.45, 0.29, 0.22, 0.06), soft));
        blend(colour, QUIET, cover(box(x, y, 0.53, 0.45, 0.26, 0.19, 0.04), soft));
        blend(colour, TILE, cover(box(x, y, 0.44, 0.57, 0.31, 0.24, 0.07), soft));
        blend(colour, PAPER, cover(box(x, y, 0.44, 0.57, 0.28, 0.21, 0.05), soft));
        double radius = recording ? 0.15 : 0.10;
        double disc = Math.hypot(x - 0.44, y - 0.57) - radius;
        blend(colour, recording ? RED : QUIET, cover(disc, soft));
        return argb(tile, colour);
    }

    /** Signed distance to a rectangle with round corners; negative inside. */
    private static double box(
            double x,
            double y,
            double midX,
            double midY,
            double halfX,
            double halfY,
            double round) {
        double dx = Math.abs(x - midX) - halfX + round;
        double dy = Math.abs(y - midY) - halfY + round;
        return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
    }

    private static double cover(double distance, double soft) {
        return Math.clamp(0.5 - distance / soft, 0, 1);
    }

    private static void blend(double[] under, double[] over, double part) {
        for (int i = 0; i < under.length; i++) {
            under[i] += (over[i] - under[i]) * part;
        }
    }

    private static int argb(double alpha, double[] colour) {
        return channel(alpha) << 24
                | channel(colour[0]) << 16
                | channel(colour[1]) << 8
                | channel(colour[2]);
    }

    private static int channel(double part) {
        return (int) Math.round(part * 255);
    }
}

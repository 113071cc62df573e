package dev.lastframe.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Paints a {@link BarcodeWindow}: the barcodes, and below them what its mode asks for. Pictures are
 * made once and lie in the server; a frame only copies from them, so that the content costs little.
 * The same for every run. For one thread.
 */
final class ContentPainter {

    private static final int BANDS = 4;
    private static final int SLACK_X = 256;
    private static final int SLACK_Y = 64;
    private static final int LINE_PIXELS = 18;
    private static final int SCROLL_PIXELS = 12;
    private static final int BLACK = 0;
    private static final int WHITE = 0xFF_FFFF;

    private final XWindow window;
    private final ContentMode mode;
    private final int width;
    private final int height;
    private final BarcodeLayout layout;
    private final long strip;
    private final long picture;
    private final Random random = new Random(20);

    ContentPainter(XWindow window, ContentMode mode) {
        this.window = window;
        this.mode = mode;
        width = window.geometry().width();
        height = window.geometry().height();
        layout = BarcodeLayout.of(new Geometry(width, height, 0, 0));
        strip = window.pixmap((int) layout.width(), (int) layout.cellHeight());
        picture = mode == ContentMode.FULL ? bands() : page();
        if (mode == ContentMode.STILL || mode == ContentMode.SMALL) {
            window.background(picture);
        }
    }

    /** Shows a number, and of the rest what belongs to it, as one change. Buffered. */
    void paint(int number) {
        prepareStrip(number);
        if (mode == ContentMode.STILL) {
            putStrips(picture);
            window.background(picture);
            return;
        }
        window.beginAtomic();
        switch (mode) {
            case FULL -> moveBands(number);
            case SCROLL -> scroll(number);
            case SMALL, STILL -> {}
        }
        putStrips(window.drawable());
        window.endAtomic();
    }

    private void prepareStrip(int number) {
        int cellWidth = (int) layout.cellWidth();
        int cellHeight = (int) layout.cellHeight();
        boolean[] cells = Barcode.cells(number);
        List<Geometry> black = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i]) {
                black.add(new Geometry(cellWidth, cellHeight, i * cellWidth, 0));
            }
        }
        window.fill(strip, WHITE, 0, 0, cells.length * cellWidth, cellHeight);
        window.fill(strip, BLACK, black);
    }

    private void putStrips(long drawable) {
        Geometry whole = new Geometry((int) layout.width(), (int) layout.cellHeight(), 0, 0);
        window.copy(strip, drawable, whole, 0, (int) layout.topY());
        window.copy(strip, drawable, whole, 0, (int) layout.bottomY());
    }

    private void moveBands(int number) {
        int band = bandHeight();
        for (int i = 0; i < BANDS; i++) {
            int x = swing(number * (7 + 4 * i), SLACK_X);
            int y = swing(number * (3 + i), SLACK_Y);
            int top = i * band;
            int part = Math.min(band, height - top);
            if (part > 0) {
                window.copy(
                        picture,
                        window.drawable(),
                        new Geometry(width, part, x, i * (band + SLACK_Y) + y),
                        0,
                        top);
            }
        }
    }

    private void scroll(int number) {
        int offset = number * SCROLL_PIXELS % height;
        window.copy(
                picture, window.drawable(), new Geometry(width, height - offset, 0, offset), 0, 0);
        if (offset > 0) {
            window.copy(
                    picture,
                    window.drawable(),
                    new Geometry(width, offset, 0, 0),
                    0,
                    height - offset);
        }
    }

    private long page() {
        long page = window.pixmap(width, height);
        lines(page, 0, width, height);
        return page;
    }

    private long bands() {
        int bandWidth = width + SLACK_X;
        int bandHeight = bandHeight() + SLACK_Y;
        long bands = window.pixmap(bandWidth, BANDS * bandHeight);
        window.pixels(bands, gradient(bandWidth, bandHeight), bandWidth, 0, 0);
        window.pixels(bands, grain(bandWidth, bandHeight), bandWidth, 0, bandHeight);
        lines(bands, 2 * bandHeight, bandWidth, bandHeight);
        for (int i = 0; i < 400; i++) {
            int blockWidth = 8 + random.nextInt(120);
            int blockHeight = 8 + random.nextInt(60);
            int x = random.nextInt(bandWidth);
            int y = 3 * bandHeight + random.nextInt(bandHeight);
            window.fill(bands, random.nextInt(WHITE + 1), x, y, blockWidth, blockHeight);
        }
        return bands;
    }

    private void lines(long drawable, int top, int wide, int high) {
        for (int y = LINE_PIXELS; y < high; y += LINE_PIXELS) {
            StringBuilder line = new StringBuilder("%4d  ".formatted(y / LINE_PIXELS));
            while (line.length() * 6 < wide) {
                int letters = 1 + random.nextInt(9);
                for (int i = 0; i < letters; i++) {
                    line.append((char) ('a' + random.nextInt(26)));
                }
                line.append(' ');
            }
            int rgb = random.nextInt(5) == 0 ? random.nextInt(0x80_8080) : 0x20_2020;
            window.text(drawable, rgb, 4, top + y, line.toString());
        }
    }

    private static int[] gradient(int wide, int high) {
        int[] rgb = new int[wide * high];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % wide;
            int y = i / wide;
            int red = x * 255 / wide;
            int green = y * 255 / high;
            int blue = (x + y) & 255;
            rgb[i] = red << 16 | green << 8 | blue;
        }
        return rgb;
    }

    private int[] grain(int wide, int high) {
        int[] rgb = new int[wide * high];
        int noise = 1;
        for (int i = 0; i < rgb.length; i++) {
            noise = noise * 1_103_515_245 + 12_345;
            int grey = 80 + (i % wide / 64 % 8) * 12 + (noise >>> 16 & 31);
            rgb[i] = grey << 16 | grey << 8 | grey;
        }
        return rgb;
    }

    private int bandHeight() {
        return (height + BANDS - 1) / BANDS;
    }

    /** To and fro between 0 and the range. */
    private static int swing(int position, int range) {
        int phase = position % (2 * range);
        return phase < range ? phase : 2 * range - phase;
    }
}

package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A program that gives PipeWire pictures with numbers, as a compositor does, and keeps a log of
 * them in the form of {@link Shown}, with the time that its reader is told behind it. Arguments:
 * the node's name, the log, its {@link Order shape}, a format in GStreamer's words, pictures a
 * second, the {@link PipeWireSource.Memory} of its pictures. On standard input: {@code still} and
 * {@code go} stop and continue the numbers, {@code rest} and {@code work} the node itself, {@code
 * again} announces it anew after PipeWire was started anew, {@code turn} and a number of quarters
 * turn it against the clock in its memory, a shape changes it, the end ends it.
 */
final class StreamedContent {

    /** Every pixel without a number: red, green, blue. */
    static final int BACKGROUND = 0x40_60_80;

    /** Every pixel that is not to be seen. */
    static final int OUTSIDE = 0xff_00_ff;

    /** Begins the order that turns it. */
    static final String TURN = "turn ";

    /** Said on standard output of each order, with the order behind it. */
    static final String OBEYED = "obeyed ";

    private final Path log;
    private final String node;
    private final String pixels;
    private final PipeWireSource.Memory memory;
    private final ConcurrentLinkedQueue<String> orders = new ConcurrentLinkedQueue<>();
    private final Set<Long> painted = new HashSet<>();
    private final boolean redFirst;
    private PipeWireSource source;
    private Order order;
    private boolean still;
    private int quarters;
    private volatile boolean over;

    /**
     * How a picture is laid out.
     *
     * @param memory its shape in memory
     * @param shown the part of it that is to be seen; null where all of it is
     */
    record Order(FrameFormat memory, @Nullable Rect shown) {

        /**
         * Reads {@code WIDTHxHEIGHT}, {@code WIDTHxHEIGHT/STRIDE} or {@code
         * WIDTHxHEIGHT/STRIDE/X,Y,WIDTH,HEIGHT}.
         */
        static Order of(String text) {
            String[] parts = text.split("/", -1);
            String[] size = parts[0].split("x", -1);
            FrameFormat packed =
                    FrameFormat.packed(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
            if (parts.length == 1) {
                return new Order(packed, null);
            }
            FrameFormat wide =
                    new FrameFormat(packed.width(), packed.height(), Integer.parseInt(parts[1]));
            if (parts.length == 2) {
                return new Order(wide, null);
            }
            String[] crop = parts[2].split(",", -1);
            return new Order(
                    wide,
                    new Rect(
                            Integer.parseInt(crop[0]),
                            Integer.parseInt(crop[1]),
                            Integer.parseInt(crop[2]),
                            Integer.parseInt(crop[3])));
        }

        Rect visible() {
            return shown == null ? memory.whole() : shown;
        }
    }

    private StreamedContent(
            String node, Path log, Order order, String pixels, PipeWireSource.Memory memory) {
        this.memory = memory;
        this.node = node;
        this.log = log;
        this.order = order;
        this.pixels = pixels;
        this.redFirst = pixels.startsWith("R");
        this.source = announce();
    }

    private PipeWireSource announce() {
        PipeWireSource announced = new PipeWireSource(node, pixels, order.memory(), memory);
        if (order.shown() != null) {
            announced.shape(order.memory(), order.shown());
        }
        return announced;
    }

    public static void main(String[] arguments) throws IOException {
        StreamedContent content =
                new StreamedContent(
                        arguments[0],
                        Path.of(arguments[1]),
                        Order.of(arguments[2]),
                        arguments[3],
                        PipeWireSource.Memory.valueOf(arguments[5]));
        Thread.ofPlatform().daemon().name("orders").start(content::listen);
        try {
            content.show(TimeUnit.SECONDS.toNanos(1) / Integer.parseInt(arguments[4]));
        } finally {
            // PipeWire's thread would go on
            Runtime.getRuntime().halt(0);
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                orders.add(line);
            }
        } catch (IOException gone) {
            System.err.println(gone);
        }
        over = true;
    }

    private void show(long interval) throws IOException {
        try (PrintStream lines =
                new PrintStream(Files.newOutputStream(log), true, StandardCharsets.US_ASCII)) {
            int number = 1;
            long next = System.nanoTime();
            while (!over) {
                for (String text = orders.poll(); text != null; text = orders.poll()) {
                    obey(text);
                }
                long before = System.nanoTime();
                int shown = number;
                long stamp =
                        still ? 0 : source.give(number, (to, format) -> paint(to, format, shown));
                if (stamp != 0) {
                    lines.println(
                            new Shown(number, before, System.nanoTime()).line() + " " + stamp);
                    number++;
                }
                // one that is late leaves out what it missed
                long now = System.nanoTime();
                do {
                    next += interval;
                } while (next < now);
                LockSupport.parkNanos(next - now);
            }
        }
    }

    private void obey(String text) {
        switch (text) {
            case "still" -> still = true;
            case "go" -> still = false;
            case "rest" -> source.active(false);
            case "work" -> source.active(true);
            case "again" -> {
                painted.clear();
                source = announce();
            }
            default -> {
                painted.clear();
                if (text.startsWith(TURN)) {
                    quarters = Integer.parseInt(text.substring(TURN.length()));
                    source.turn(quarters);
                } else {
                    order = Order.of(text);
                    source.shape(order.memory(), order.shown());
                }
            }
        }
        System.out.println(OBEYED + text);
    }

    private void paint(MemorySegment to, FrameFormat format, int number) {
        Rect visible = order.visible();
        if (painted.add(to.address())) {
            background(to, format, visible);
        }
        long first = (long) visible.y() * format.strideBytes() + 4L * visible.x();
        if (quarters == 0) {
            FrameFormat part =
                    new FrameFormat(visible.width(), visible.height(), format.strideBytes());
            BarcodePixels.paint(to.asSlice(first), part, number);
        } else {
            paintTurned(to.asSlice(first), format.strideBytes() / 4, visible, number);
        }
    }

    /** Paints it upright elsewhere, and turns that by quarters against the clock. */
    private void paintTurned(MemorySegment to, long rowPixels, Rect visible, int number) {
        boolean swaps = quarters % 2 == 1;
        FrameFormat upright =
                FrameFormat.packed(
                        swaps ? visible.height() : visible.width(),
                        swaps ? visible.width() : visible.height());
        MemorySegment picture = MemorySegment.ofArray(new int[(int) upright.sizeBytes() / 4]);
        background(picture, upright, upright.whole());
        BarcodePixels.paint(picture, upright, number);
        int right = visible.width() - 1;
        int bottom = visible.height() - 1;
        for (int y = 0; y < upright.height(); y++) {
            for (int x = 0; x < upright.width(); x++) {
                long there =
                        switch (quarters) {
                            case 1 -> (bottom - x) * rowPixels + y;
                            case 2 -> (bottom - y) * rowPixels + right - x;
                            default -> x * rowPixels + right - y;
                        };
                to.setAtIndex(
                        JAVA_INT,
                        there,
                        picture.getAtIndex(JAVA_INT, (long) y * upright.width() + x));
            }
        }
    }

    private void background(MemorySegment to, FrameFormat format, Rect visible) {
        int within = pixel(BACKGROUND);
        int without = pixel(OUTSIDE);
        long rowPixels = format.strideBytes() / Integer.BYTES;
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < rowPixels; x++) {
                boolean inside =
                        x >= visible.x()
                                && x < visible.x() + visible.width()
                                && y >= visible.y()
                                && y < visible.y() + visible.height();
                to.setAtIndex(JAVA_INT, y * rowPixels + x, inside ? within : without);
            }
        }
    }

    /** In the order of this format, and with a fourth byte that is nothing to anybody. */
    private int pixel(int colour) {
        int turned = redFirst ? Integer.reverseBytes(colour) >>> 8 : colour;
        return 0x5a << 24 | turned;
    }
}

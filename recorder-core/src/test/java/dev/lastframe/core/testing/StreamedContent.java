package dev.lastframe.core.testing;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.lastframe.core.frame.FrameFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;

/**
 * A program that gives PipeWire pictures with numbers, as a compositor does, and keeps a log of
 * them in the form of {@link Shown}. Arguments: the node's name, the log, its size, a format in
 * GStreamer's words, pictures a second. On standard input: {@code still} and {@code go} stop and
 * continue, the end ends it.
 */
final class StreamedContent {

    /** Every pixel without a number: red, green, blue. */
    static final int BACKGROUND = 0x40_60_80;

    private static final Duration POLL = Duration.ofMillis(20);

    /** Constants and offsets of GStreamer's. */
    private static final int BUFFERS = 1 << 4;

    private static final int DROP = 0;
    private static final int PASS = 1;
    private static final int READ_AND_WRITE = 3;
    private static final long PROBED = 16;
    private static final long MAP_BYTES = 128;
    private static final long MAP_DATA = 16;
    private static final long MAP_SIZE = 24;

    private final FrameFormat shape;
    private volatile boolean still;
    private volatile boolean over;
    private int number = 1;

    /** What GStreamer calls; kept as long as it may. */
    private @Nullable Painter painter;

    private StreamedContent(FrameFormat shape) {
        this.shape = shape;
    }

    public static void main(String[] arguments) throws IOException {
        StreamedContent content = new StreamedContent(parse(arguments[2]));
        Thread.ofPlatform().daemon().name("orders").start(content::obey);
        content.show(
                arguments[0], Path.of(arguments[1]), arguments[3], Integer.parseInt(arguments[4]));
    }

    private static FrameFormat parse(String size) {
        int by = size.indexOf('x');
        return FrameFormat.packed(
                Integer.parseInt(size.substring(0, by)), Integer.parseInt(size.substring(by + 1)));
    }

    private void obey() {
        try (BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                still = order.equals("still");
            }
        } catch (IOException gone) {
            System.err.println(gone);
        }
        over = true;
    }

    private void show(String node, Path log, String pixels, int fps) throws IOException {
        Gst.init("streamed-content");
        // Pictures of other elements than this source break PipeWire's.
        Pipeline pipeline =
                (Pipeline)
                        Gst.parseLaunch(
                                "videotestsrc name=source is-live=true pattern=solid-color"
                                        + " foreground-color="
                                        + (0xff00_0000L | BACKGROUND)
                                        + " ! capsfilter name=shape"
                                        // else it holds each picture for as long as it is shown
                                        + " ! pipewiresink sync=false mode=provide"
                                        + " stream-properties=\"props,node.name="
                                        + node
                                        + ",media.class=Video/Source\"");
        try (PrintStream lines =
                new PrintStream(Files.newOutputStream(log), true, StandardCharsets.US_ASCII)) {
            Element filter = pipeline.getElementByName("shape");
            filter.set("caps", caps(pixels, fps));
            Pad source = pipeline.getElementByName("source").getStaticPad("src");
            painter = (pad, probe, nothing) -> paint(probe.getPointer(PROBED), lines);
            NativeLibrary.getInstance("gstreamer-1.0")
                    .getFunction("gst_pad_add_probe")
                    .invokeLong(
                            new Object[] {
                                Natives.getRawPointer(source), BUFFERS, painter, null, null
                            });
            pipeline.play();
            while (!over) {
                Waits.pause(POLL);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Called by GStreamer's thread with each picture before it is given on. */
    private interface Painter extends Callback {
        @SuppressWarnings("UnusedMethod") // called by native code
        int probed(Pointer pad, Pointer probe, Pointer nothing);
    }

    private Caps caps(String pixels, int fps) {
        return Caps.fromString(
                "video/x-raw,format="
                        + pixels
                        + ",width="
                        + shape.width()
                        + ",height="
                        + shape.height()
                        + ",framerate="
                        + fps
                        + "/1");
    }

    @SuppressWarnings("restricted") // the picture's memory is where GStreamer says
    private int paint(Pointer buffer, PrintStream lines) {
        if (still) {
            return DROP;
        }
        long before = System.nanoTime();
        NativeLibrary gstreamer = NativeLibrary.getInstance("gstreamer-1.0");
        try (Memory mapped = new Memory(MAP_BYTES)) {
            int result =
                    gstreamer
                            .getFunction("gst_buffer_map")
                            .invokeInt(new Object[] {buffer, mapped, READ_AND_WRITE});
            if (result == 0) {
                System.err.println("a picture cannot be painted");
                return DROP;
            }
            MemorySegment pixels =
                    MemorySegment.ofAddress(mapped.getLong(MAP_DATA))
                            .reinterpret(mapped.getLong(MAP_SIZE));
            BarcodePixels.paint(pixels, shape, number);
            gstreamer.getFunction("gst_buffer_unmap").invokeVoid(new Object[] {buffer, mapped});
        }
        lines.println(new Shown(number, before, System.nanoTime()).line());
        number++;
        return PASS;
    }
}

package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.FlowReturn;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.freedesktop.gstreamer.Version;
import org.freedesktop.gstreamer.elements.AppSink;
import org.freedesktop.gstreamer.glib.GError;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a node of PipeWire, read by GStreamer. Its thread keeps them in line until they
 * are {@link #line taken}. Opened and closed by threads that may wait; the rest is called by any
 * and does not block.
 */
final class PipeWireStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipeWireStream.class);

    /** A picture's flags can be asked for since then; of 2016. */
    private static final Version NEEDED = Version.of(1, 10);

    /** GStreamer's {@code GST_TASK_STARTED}. */
    private static final int STARTED = 0;

    private final int remote;
    private final NanoClock clock;
    private final Pipeline pipeline;
    private final AppSink sink;
    private final Pad source;
    private final OwnMemory memory;
    private final Function taskState;
    private final StreamTimes times = new StreamTimes();
    private final @Nullable Rect part;
    private final PictureLine<StreamPicture> line =
            new PictureLine<>(
                    StreamPicture::madeNanos, StreamPicture::streamNanos, StreamPicture::close);
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile boolean closed;

    private PipeWireStream(
            int remote,
            @Nullable Rect part,
            NanoClock clock,
            Pipeline pipeline,
            AppSink sink,
            Element reader) {
        this.remote = remote;
        this.part = part;
        this.clock = clock;
        this.pipeline = pipeline;
        this.sink = sink;
        this.source = reader.getStaticPad("src");
        this.memory = new OwnMemory(reader);
        this.taskState =
                NativeLibrary.getInstance("gstreamer-1.0").getFunction("gst_pad_get_task_state");
    }

    /**
     * Makes sure that there is what reads a stream. Takes a second when GStreamer looks for its
     * parts for the first time.
     */
    static void require() throws CaptureException {
        try {
            if (!Gst.isInitialized()) {
                Gst.init(NEEDED, "lastframe");
            }
        } catch (GstException | UnsatisfiedLinkError missing) {
            throw Packages.noGStreamer("library", missing);
        }
        for (String part : List.of("pipewiresrc", "appsink")) {
            if (ElementFactory.find(part) == null) {
                throw Packages.noGStreamer("part " + part, null);
            }
        }
    }

    /**
     * Reads the stream; blocks until its first picture has come.
     *
     * @param remote the file descriptor of a connection to PipeWire, owned by this from now on
     * @param part of each picture that is wanted; null for all of it
     * @param limit for the first picture
     * @param cancelled ends the waiting when it is completed
     */
    static PipeWireStream open(
            int remote,
            int node,
            @Nullable Rect part,
            Duration limit,
            CompletableFuture<?> cancelled,
            NanoClock clock)
            throws CaptureException, InterruptedException {
        // Not reconnected: without its node it would be given a camera.
        String description =
                "pipewiresrc name=source fd="
                        + remote
                        + " path="
                        + node
                        + " stream-properties=\"p,node.dont-reconnect=true\""
                        + " ! video/x-raw,format="
                        + PixelOrder.FORMATS
                        + " ! appsink name=sink emit-signals=true max-buffers=2 drop=true"
                        + " sync=false enable-last-sample=false";
        List<GError> errors = new ArrayList<>();
        PipeWireStream stream;
        try {
            if (!(Gst.parseLaunch(description, errors) instanceof Pipeline pipeline)
                    || !(pipeline.getElementByName("sink") instanceof AppSink sink)) {
                throw Packages.noGStreamer("part for pictures", null);
            }
            Element reader = pipeline.getElementByName("source");
            stream = new PipeWireStream(remote, part, clock, pipeline, sink, reader);
        } catch (GstException broken) {
            PortalConnection.closeDescriptor(remote);
            throw Packages.noGStreamer("reader of PipeWire", broken);
        } catch (CaptureException | RuntimeException | Error broken) {
            PortalConnection.closeDescriptor(remote);
            throw broken;
        }
        try {
            stream.play();
            stream.awaitFirst(limit, cancelled);
            return stream;
        } catch (CaptureException | InterruptedException | RuntimeException | Error failed) {
            stream.close();
            throw failed;
        }
    }

    private void play() throws CaptureException {
        sink.connect((AppSink.NEW_SAMPLE) this::arrived);
        pipeline.getBus().connect((Bus.ERROR) (from, code, why) -> end(why));
        pipeline.getBus().connect((Bus.EOS) from -> end("it is over"));
        if (pipeline.play() == StateChangeReturn.FAILURE) {
            throw noPicture(ended.getNow("GStreamer does not start"), null);
        }
    }

    private void end(String why) {
        if (ended.complete("The desktop's stream of pictures ended (" + why + ").")) {
            LOG.info("the stream of pictures ended: {}", why);
        }
    }

    private void awaitFirst(Duration limit, CompletableFuture<?> cancelled)
            throws CaptureException, InterruptedException {
        try {
            CompletableFuture.anyOf(first, ended, cancelled)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException none) {
            throw noPicture("none came within " + limit.toSeconds() + " s", none);
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof CaptureException refused) {
                throw refused;
            }
            throw new IllegalStateException("the waiting for a picture broke", broken);
        }
        if (cancelled.isDone()) {
            throw new CancellationException("no longer wanted");
        }
        if (ended.isDone()) {
            throw noPicture(ended.join(), null);
        }
    }

    private static CaptureException noPicture(String why, @Nullable Throwable cause) {
        return new CaptureException(
                Reason.GRAB_FAILED,
                "The desktop allowed its screen to be recorded and then gave no picture of it ("
                        + why
                        + "): record again.",
                cause);
    }

    /** Called by GStreamer's thread. */
    private FlowReturn arrived(AppSink from) {
        Sample sample = from.pullSample();
        if (sample == null) {
            return FlowReturn.EOS;
        }
        if (closed) {
            sample.dispose();
            return FlowReturn.EOS;
        }
        try {
            StreamPicture picture =
                    new StreamPicture(memory.of(sample), part, times, clock.nanoTime());
            if (picture.isWhole()) {
                line.add(picture);
                first.complete(true);
            } else {
                // compositors send some without pixels, or marked as broken: the one before stays
                picture.close();
            }
            return FlowReturn.OK;
        } catch (PartOutsideException outside) {
            first.completeExceptionally(outside.refusal());
            end(String.valueOf(outside.getMessage()));
            return FlowReturn.ERROR;
        } catch (RuntimeException | Error odd) {
            end(odd.toString());
            return FlowReturn.ERROR;
        }
    }

    /** The pictures that were not taken yet. */
    PictureLine<StreamPicture> line() {
        return line;
    }

    /**
     * Why no more pictures will come; null while they may. A still screen sends none, so the reader
     * itself is asked: it stops without a word when its node goes away.
     */
    @Nullable String ended() {
        if (!ended.isDone() && !closed && task() != STARTED) {
            end("its source is gone");
        }
        return ended.getNow(null);
    }

    private int task() {
        Pointer pad = Natives.getRawPointer(source);
        return taskState.invokeInt(new Object[] {pad});
    }

    @Override
    public void close() {
        closed = true;
        pipeline.stop();
        line.close();
        pipeline.dispose();
        // Not before: GStreamer knows a connection by this number.
        PortalConnection.closeDescriptor(remote);
    }
}

package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.gstreamer.Bus;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.FlowReturn;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.StateChangeReturn;
import org.freedesktop.gstreamer.Version;
import org.freedesktop.gstreamer.elements.AppSink;
import org.freedesktop.gstreamer.glib.GError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a node of PipeWire, read by GStreamer. Its thread puts them in line. Opened and
 * closed by threads that may wait; the rest is called by any and does not block.
 */
final class PipeWireStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipeWireStream.class);

    /** A picture's flags can be asked for since then; of 2016. */
    private static final Version NEEDED = Version.of(1, 10);

    /** So often a source that rests is looked for. */
    private static final long RETRY_MILLIS = 100;

    /** So long a change of shape may take; a source that takes longer is away. */
    private static final long AGREEING_NANOS = 1_000_000_000L;

    /** Numbers that lie further apart count something else. */
    private static final long MOST_SKIPPED = 1000;

    private final PipeWireRemote remote;
    private final NanoClock clock;
    private final Pipeline pipeline;
    private final AppSink sink;
    private final PipeWireReader reader;
    private final OwnMemory memory;
    private final StreamShape shape = new StreamShape();
    private final StreamTimes times = new StreamTimes();
    private final @Nullable Rect part;
    private final PictureLine<StreamPicture> line;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final AtomicBoolean goingOn = new AtomicBoolean();

    /** Held while it is closed, and while something is done that needs it open. */
    private final Object ending = new Object();

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    /** Its reader stopped and went on: what shape its pictures have now is unknown. */
    private volatile boolean rested;

    /** Nothing that was learned from earlier pictures holds; used by GStreamer's thread. */
    private boolean anew;

    /** Of the picture before, as its source counts; used by GStreamer's thread. */
    private long number = -1;

    /** How many whole ones came. */
    private final AtomicLong pictures = new AtomicLong();

    /** Its source rests: it may give pictures again. */
    private volatile boolean resting;

    /** Since when its reader agrees on another shape, on our clock; 0 while it does not. */
    private volatile long agreeingNanos;

    private PipeWireStream(
            PipeWireRemote remote,
            @Nullable Rect part,
            NanoClock clock,
            PictureLine<StreamPicture> line,
            Pipeline pipeline,
            AppSink sink,
            Element reader) {
        this.remote = remote;
        this.part = part;
        this.clock = clock;
        this.line = line;
        this.pipeline = pipeline;
        this.sink = sink;
        this.reader = new PipeWireReader(reader);
        this.memory = new OwnMemory(reader);
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
     * @param remote owned by this from now on
     * @param part of each picture that is wanted; null for all of it
     * @param limit for the first picture
     * @param cancelled ends the waiting when it is completed
     * @param line where its pictures go; not closed by this
     */
    static PipeWireStream open(
            PipeWireRemote remote,
            int node,
            @Nullable Rect part,
            Duration limit,
            CompletableFuture<?> cancelled,
            NanoClock clock,
            PictureLine<StreamPicture> line)
            throws CaptureException, InterruptedException {
        // Neither reconnected nor given what is there: without its node that would be a camera.
        String description =
                "pipewiresrc name=source fd="
                        + remote.descriptor()
                        + " path="
                        + node
                        + " stream-properties=\"p,node.dont-reconnect=true,node.dont-fallback=true\""
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
            stream = new PipeWireStream(remote, part, clock, line, pipeline, sink, reader);
        } catch (GstException broken) {
            remote.close();
            throw Packages.noGStreamer("reader of PipeWire", broken);
        } catch (CaptureException | RuntimeException | Error broken) {
            remote.close();
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
        if (anew) {
            anew = false;
            shape.forget();
            times.forget();
        }
        try {
            StreamPicture picture =
                    new StreamPicture(
                            memory.of(sample), reader.turn(), part, times, clock.nanoTime());
            if (picture.hasPixels()) {
                noteSkipped(picture);
            }
            if (picture.hasPixels() && isOfAnotherShape(picture)) {
                line.lose(picture);
                agreeingNanos = clock.nanoTime();
                anew = true;
                reader.agreeAnew();
            } else if (!picture.isWhole()) {
                // compositors send some without pixels, or marked as broken: the one before stays
                picture.close();
            } else {
                line.add(picture);
                goesOn();
                agreeingNanos = 0;
                first.complete(true);
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

    /** Most sources number their pictures; some give all of them the same number. */
    private void noteSkipped(StreamPicture picture) {
        long next = picture.number();
        if (number >= 0 && next > number && next - number <= MOST_SKIPPED) {
            line.skip(next - number - 1);
        }
        number = next;
    }

    /** What it reads from. */
    PipeWireRemote remote() {
        return remote;
    }

    private boolean isOfAnotherShape(StreamPicture picture) {
        if (picture.isDescribed()) {
            return false;
        }
        boolean unknown = rested;
        rested = false;
        return shape.changed(picture.size(), picture.file()) || unknown;
    }

    /**
     * Why there are no pictures: for good, or for as long as their source rests; null while they
     * may come. A still screen sends none, so the reader itself is asked: it stops without a word
     * when its node rests or goes away. What rests is waited for.
     */
    @Nullable String away() {
        long before = pictures.get();
        if (!ended.isDone() && !closed && !reader.runs()) {
            if (remote.isCutOff()) {
                end("PipeWire went away");
                return ended.join();
            }
            rests(before);
            if (goingOn.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("lastframe-portal-again").start(this::goOn);
            }
        }
        String why = ended.getNow(null);
        if (why == null && (resting || isLongAgreeing())) {
            return "The desktop's stream of pictures ended or rests.";
        }
        return why;
    }

    private boolean isLongAgreeing() {
        long since = agreeingNanos;
        return since != 0 && clock.nanoTime() - since > AGREEING_NANOS;
    }

    /** Its reader was found at rest, unless a picture came meanwhile. */
    private void rests(long before) {
        synchronized (pictures) {
            if (pictures.get() == before) {
                resting = true;
            }
        }
    }

    private void goesOn() {
        synchronized (pictures) {
            pictures.incrementAndGet();
            resting = false;
        }
    }

    /** Whether its pictures change their shape at this moment, so that there are none. */
    boolean isAgreeing() {
        return agreeingNanos != 0;
    }

    /** Tries until it works: nobody tells when a source gives pictures again. */
    private void goOn() {
        LOG.info("the source of pictures rests");
        try {
            do {
                synchronized (ending) {
                    if (closed) {
                        return;
                    }
                    if (reader.runs()) {
                        return;
                    }
                    rested = true;
                    reader.goOn();
                }
            } while (!over.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                    && !ended.isDone()
                    && !reader.runs());
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        } finally {
            goingOn.set(false);
        }
    }

    @Override
    public void close() {
        synchronized (ending) {
            closed = true;
            over.countDown();
        }
        pipeline.stop();
        pipeline.dispose();
        // Not before: GStreamer knows a connection by this number.
        remote.close();
    }
}

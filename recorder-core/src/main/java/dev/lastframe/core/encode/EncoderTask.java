package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.queue.FrameQueue.Settlement;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.threads.Niceness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes frames from the queue, keeps the last whole picture, encodes it once for each frame, and
 * hands whole access units on; sound goes with them, or alone where no frame comes. Run once, on
 * the encoder thread. The first frame's size is the video's. Ends when the queue is closed and
 * empty, when it was asked to leave, when the sink takes no more, or when the encoder is broken:
 * what waits then stays in the queue for the one that follows. Every frame that was taken is
 * settled, also after an error, so that nobody waits for it.
 */
public final class EncoderTask implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderTask.class);

    /**
     * The encoder yields to the window and to the X server: a tick takes a millisecond, and what
     * makes it late is waiting for a core.
     */
    private static final int NICE = 2;

    /** After so many refusals in a row the encoder is not coming back. */
    private static final int REFUSALS_IN_A_ROW = 30;

    /**
     * FFmpeg and players that use it take a shorter file for something else: their probe wants more
     * than ten packets. A recording of one small picture is filled up with empty ones.
     */
    private static final int RECOGNISABLE_PACKETS = 20;

    /** A change of an eighth of the rows and more is a large one: a page that scrolls, a window. */
    private static final int LARGE_PARTS = 8;

    /**
     * What is asked of the encoder.
     *
     * @param fps the recording's deadlines a second
     * @param only the one encoder to use, empty for the best that works
     * @param follows whether another file of the same recording came before: this one then begins
     *     with a whole picture, at time 0
     * @param sound what is heard beside the picture; null for a silent video
     * @param side sound that has a file of its own; null for none
     */
    public record Request(
            Preset preset,
            int fps,
            Optional<String> only,
            boolean follows,
            @Nullable SoundFeed sound,
            @Nullable SideTrack side) {

        /** A silent one. */
        public Request(Preset preset, int fps, Optional<String> only, boolean follows) {
            this(preset, fps, only, follows, null, null);
        }
    }

    /** Opens an encoder, as {@link OpenedEncoder#open}. */
    @FunctionalInterface
    interface Opener {

        /** The same. */
        OpenedEncoder open(String name, Request request, FrameFormat wanted)
                throws EncoderException;
    }

    private final FrameQueue queue;
    private final UnitSink sink;
    private final EncoderChoice choice;
    private final Opener opener;
    private final Request request;
    private final EncoderListener listener;
    private final KeyFrameRule keyFrames;

    /** Opened before the first frame, for the shape that is expected. */
    private @Nullable OpenedEncoder prepared;

    /** It has encoded pictures that are in no file. */
    private boolean rehearsed;

    private @Nullable H264Stream stream;
    private @Nullable YuvPicture picture;
    private List<Rect> area = List.of();

    /** Whether much of the picture changed. */
    private boolean large;

    private @Nullable PictureFitter fitter;
    private @Nullable FrameFormat format;
    private long startMicros;
    private int refusals;
    private boolean broken;
    private boolean sinkClosed;

    /** A unit is in the sink's hands, and it has not said yet whether it took it. */
    private boolean handing;

    private boolean left;
    private boolean began;
    private int packetsOut;
    private boolean needsKey = true;
    private final SoundRide sound;
    private final SideRide side;

    /** Where the picture that is left for the next part begins. */
    private long leftAtMicros;

    /** Written by any thread, read by the encoder's. */
    private volatile boolean leaving;

    public EncoderTask(
            FrameQueue queue,
            UnitSink sink,
            EncoderChoice choice,
            Request request,
            EncoderListener listener) {
        this(
                queue,
                sink,
                choice,
                (name, asked, wanted) -> OpenedEncoder.open(name, asked, wanted, choice.pace()),
                request,
                listener);
    }

    /** With encoders that are opened in another way. */
    EncoderTask(
            FrameQueue queue,
            UnitSink sink,
            EncoderChoice choice,
            Opener opener,
            Request request,
            EncoderListener listener) {
        this.queue = queue;
        this.sink = sink;
        this.choice = choice;
        this.opener = opener;
        this.request = request;
        this.listener = listener;
        this.keyFrames = new KeyFrameRule(request.fps);
        this.sound = new SoundRide(request.sound);
        this.side = new SideRide(request.side);
    }

    /**
     * Run before {@link #run}, on the same thread: opens the encoder that is likely to be used, so
     * that the first frames do not pile up meanwhile. What does not open here is tried again, and
     * told, with the first frame, whose real shape decides.
     *
     * @param expected the shape of the first frame, as far as it is known
     */
    public void prepare(FrameFormat expected) {
        yieldToTheTick();
        try {
            prepared = opener.open(choice.candidates(request.only).getFirst(), request, expected);
        } catch (EncoderException | RuntimeException later) {
            LOG.debug("the encoder was not opened ahead: {}", later.toString());
        }
    }

    /**
     * Has all loaded that lets an encoder's thread yield, on a thread that ends: the first time
     * takes tens of milliseconds, for which a recording would wait. Returns at once.
     */
    static void warmUp() {
        Thread.ofPlatform().daemon().name("lastframe-yield").start(EncoderTask::yieldToTheTick);
    }

    /** This thread, and those that the encoder starts. */
    private static void yieldToTheTick() {
        Niceness.raise(NICE);
        Niceness.letFinish();
    }

    /**
     * Run after {@link #prepare} and before {@link #run}, on the same thread: encodes a picture as
     * if it had been captured before the first one, of which nothing reaches the sink, so that the
     * first one meets an encoder at its usual pace. Does nothing where none is open.
     *
     * @param picture whole; the caller's reference
     * @param goesOn asked before each encoding whether there is time for it
     */
    public void rehearse(Frame picture, BooleanSupplier goesOn) {
        OpenedEncoder opened = prepared;
        if (opened == null) {
            return;
        }
        try {
            EncoderRehearsal.run(opened, picture, request.fps, goesOn);
            rehearsed = true;
        } catch (EncoderException | RuntimeException | Error unusable) {
            LOG.warn("the encoder failed in its rehearsal", unusable);
            prepared = null;
            opened.close();
        }
    }

    /**
     * Ends the stream before the next whole picture, which is left in the queue. Called by any
     * thread. Never blocks.
     */
    public void leaveBeforeWhole() {
        leaving = true;
    }

    @Override
    public void run() {
        yieldToTheTick();
        try {
            for (Frame frame = next(); frame != null; frame = next()) {
                Settlement settlement = process(frame);
                if (settlement == Settlement.ABANDONED) {
                    listener.givenUp(frame.ptsMicros());
                }
                queue.settle(settlement);
            }
            end();
        } catch (InterruptedException interrupted) {
            LOG.warn("the encoder was interrupted; {} frames given up", queue.abandon());
        } finally {
            release();
        }
        if (left) {
            listener.left();
        }
    }

    private @Nullable Frame next() throws InterruptedException {
        while (soundMayGoAlone() && !queue.awaitFrame()) {
            goOnWithSound();
        }
        return broken || sinkClosed ? null : queue.takeUnless(this::leaves);
    }

    /**
     * Who was asked to leave writes nothing any more that may belong behind the picture that is
     * awaited; without sound nothing but a frame wakes this thread.
     */
    private boolean soundMayGoAlone() {
        return began && !leaving && !broken && !sinkClosed && (sound.goesOn() || side.goesOn());
    }

    /** No picture comes that sound could go with: what there is of it goes by itself. */
    private void goOnWithSound() throws InterruptedException {
        try {
            sound.ride(require(stream));
            side.ride();
            handOnSound();
        } catch (RuntimeException | Error fatal) {
            broken = true;
            listener.broken(
                    new EncoderException(
                            Reason.FAILED, "The encoder broke: " + fatal + ".", fatal));
        }
    }

    /** Sound that would have to wait for the disk goes with the next picture, which waits. */
    private void handOnSound() throws InterruptedException {
        TransportBuffer output = require(stream).output();
        int size = output.size();
        if (size > 0 && !sink.wouldBlock(size)) {
            packetsOut += size / TransportBuffer.PACKET;
            sinkClosed = !output.handTo(sink, UnitSink.NO_PICTURE);
        }
    }

    private boolean leaves(Frame frame) {
        left = leaving && began && frame.whole();
        leftAtMicros = frame.ptsMicros();
        return left;
    }

    private Settlement process(Frame frame) throws InterruptedException {
        try {
            frame.provide();
            if (stream != null) {
                boolean changed = update(frame);
                sound.ride(stream);
                side.ride();
                encode(frame, changed);
            } else if (request.follows && !frame.whole()) {
                // Its other pixels are in the file before.
                return Settlement.ABANDONED;
            } else {
                open(frame);
            }
            if (!handOn(frame.capturedNanos())) {
                sinkClosed = true;
                return Settlement.ABANDONED;
            }
            refusals = 0;
            return Settlement.ENCODED;
        } catch (EncoderException | RuntimeException refused) {
            return refuse(frame, refused);
        } catch (Error fatal) {
            // Out of memory, a missing library: the frame in hand is still counted.
            broken = true;
            listener.broken(
                    new EncoderException(
                            Reason.FAILED, "The encoder broke: " + fatal + ".", fatal));
            return Settlement.ABANDONED;
        }
    }

    private Settlement refuse(Frame frame, Exception refused) {
        LOG.warn("a frame could not be encoded", refused);
        String why = String.valueOf(refused.getMessage());
        // Nobody knows whether a sink that failed took the picture: nothing may follow it there.
        if (stream == null || handing || ++refusals >= REFUSALS_IN_A_ROW) {
            broken = true;
            listener.broken(
                    refused instanceof EncoderException e
                            ? e
                            : new EncoderException(
                                    Reason.FAILED, "The encoder stopped working: " + why, refused));
            return Settlement.ABANDONED;
        }
        // What came of the refused picture is not written; the next one must not refer to it.
        stream.output().discardUnkept();
        needsKey = true;
        listener.encodeFailed(frame.ptsMicros(), why);
        return Settlement.FAILED;
    }

    /** Opens the first encoder that gives a packet for the first frame. */
    private void open(Frame frame) throws EncoderException {
        EncoderException last = null;
        for (String name : choice.candidates(request.only)) {
            try {
                openWith(name, frame);
                choice.proven(name);
                sound.begin(startMicros, queue::nudge);
                side.begin(startMicros, queue::nudge);
                FrameFormat canvas = require(format);
                listener.opened(name, canvas.width(), canvas.height());
                return;
            } catch (EncoderException unusable) {
                LOG.warn("encoder {} is not usable: {}", name, unusable.getMessage());
                listener.fellBack(name, String.valueOf(unusable.getMessage()));
                last = unusable;
                release();
            }
        }
        throw last != null
                ? last
                : new EncoderException(Reason.REJECTED, "FFmpeg has no encoder for H.264 here.");
    }

    private void openWith(String name, Frame frame) throws EncoderException {
        startMicros = request.follows ? frame.ptsMicros() : 0;
        OpenedEncoder opened = prepared;
        prepared = null;
        if (opened != null && !opened.fits(name, frame.format())) {
            opened.close();
            opened = null;
        }
        if (opened == null) {
            opened = opener.open(name, request, frame.format());
        }
        begin(opened, frame);
        if (rehearsed && !opened.stream().output().begins()) {
            // Some encoders make an I picture of it that refers to the rehearsal's.
            LOG.info("{} did not begin a stream after its rehearsal, and is opened anew", name);
            opened.close();
            begin(opener.open(name, request, frame.format()), frame);
        }
        rehearsed = false;
    }

    private void begin(OpenedEncoder opened, Frame frame) throws EncoderException {
        stream = opened.stream();
        picture = opened.picture();
        format = opened.canvas();
        needsKey = true;
        update(frame);
        encode(frame, true);
    }

    /**
     * Brings the last whole picture up to date.
     *
     * @return whether it changed
     */
    private boolean update(Frame frame) {
        YuvPicture current = require(picture);
        FrameFormat canvas = require(format);
        if (frame.format().width() != canvas.width()
                || frame.format().height() != canvas.height()) {
            return fit(frame, current, canvas);
        }
        if (began && frame.purpose() != Frame.Purpose.CHANGE) {
            area = current.compare(frame.pixels(), frame.format(), frame.valid());
            listener.verified(frame.ptsMicros(), area.isEmpty());
            return !area.isEmpty();
        }
        if (began) {
            int most = large(canvas);
            area = current.compare(frame.pixels(), frame.format(), frame.valid(), most);
            large = current.changedRows() >= most;
            return !area.isEmpty();
        }
        current.convert(frame.pixels(), frame.format(), frame.valid());
        area = frame.valid();
        return true;
    }

    /** How many rows of such a picture are many. */
    private static int large(FrameFormat shape) {
        return (shape.height() + LARGE_PARTS - 1) / LARGE_PARTS;
    }

    private boolean fit(Frame frame, YuvPicture current, FrameFormat canvas) {
        PictureFitter fitting = fitter;
        if (fitting == null || !fitting.fits(frame.format())) {
            if (fitting != null) {
                // a new one may not be had
                fitter = null;
                fitting.close();
            }
            fitting = new PictureFitter(frame.format(), canvas.width(), canvas.height());
            fitter = fitting;
            listener.sizeChanged(
                    frame.ptsMicros(), frame.format().width(), frame.format().height());
        }
        if (began && frame.purpose() != Frame.Purpose.CHANGE) {
            boolean changed = fitting.compare(frame, current);
            area = changed ? List.of(canvas.whole()) : List.of();
            listener.verified(frame.ptsMicros(), !changed);
            return changed;
        }
        area = List.of(canvas.whole());
        large = rowsOf(frame.valid()) >= large(frame.format());
        fitting.draw(frame, current);
        return true;
    }

    /** How much of what is fitted changed is not looked for, so all that was announced counts. */
    private static int rowsOf(List<Rect> rectangles) {
        int rows = 0;
        for (Rect rectangle : rectangles) {
            rows += rectangle.height();
        }
        return rows;
    }

    private void encode(Frame frame, boolean changed) throws EncoderException {
        H264Stream open = require(stream);
        long millis = TimeUnit.MICROSECONDS.toMillis(frame.ptsMicros() - startMicros + 500);
        boolean key =
                needsKey
                        || frame.purpose() == Frame.Purpose.REFINE
                        || (changed && keyFrames.isDue(millis));
        int before = open.output().size();
        open.encode(require(picture).buffer(), millis, key, area);
        int units = open.output().units();
        if (units != 1) {
            throw new EncoderException(
                    Reason.REJECTED, "The encoder gave " + units + " packets for a picture.");
        }
        boolean isKey = open.output().lastIsKey();
        keyFrames.encoded(millis, open.output().size() - before, isKey);
        if (isKey) {
            needsKey = false;
        } else if (large && frame.purpose() == Frame.Purpose.CHANGE) {
            listener.largeChange(frame.ptsMicros());
        }
    }

    private boolean handOn(long capturedNanos) throws InterruptedException {
        TransportBuffer output = require(stream).output();
        boolean waits = sink.wouldBlock(output.size());
        packetsOut += output.size() / TransportBuffer.PACKET;
        if (waits) {
            queue.heldBy(DropReason.DISK);
        }
        handing = true;
        boolean accepted = output.handTo(sink, capturedNanos);
        handing = false;
        if (waits) {
            queue.heldBy(DropReason.ENCODER);
        }
        if (accepted && !began) {
            began = true;
            listener.firstUnit(startMicros);
        }
        return accepted;
    }

    private void end() throws InterruptedException {
        if (packetsOut == 0 || sinkClosed) {
            return;
        }
        H264Stream open = stream;
        if (open != null && !broken) {
            sound.last(open, left ? leftAtMicros : sound.nowMicros());
            side.last(left ? leftAtMicros : side.nowMicros());
            try {
                open.finish();
            } catch (EncoderException failed) {
                LOG.error("the stream was not ended", failed);
            }
            if (!open.output().isEmpty()) {
                sink.trailer(open.output().take());
            }
        }
        int missing = RECOGNISABLE_PACKETS - packetsOut;
        if (missing > 0) {
            sink.trailer(TransportBuffer.nullPackets(missing));
        }
    }

    private void release() {
        side.close();
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
        if (stream != null) {
            stream.close();
            stream = null;
        }
        if (picture != null) {
            picture.close();
            picture = null;
        }
        if (fitter != null) {
            fitter.close();
            fitter = null;
        }
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("no encoder is open");
        }
        return value;
    }
}

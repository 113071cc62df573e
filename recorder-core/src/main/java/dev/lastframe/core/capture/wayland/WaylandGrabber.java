package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.PushedPictures;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.events.InputSource;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that the desktop pushes. The one taken last is kept until the next comes, as a still
 * screen sends no other: what a heartbeat shows is what the desktop last said of it.
 */
final class WaylandGrabber implements ScreenGrabber {

    private static final String NAME = "wayland-portal";
    private static final int MOST_FPS = 120;

    private final PipeWireStream stream;
    private final PortalConnection portal;
    private final NanoClock clock;
    private final List<String> limits;
    private final AtomicBoolean closed = new AtomicBoolean();
    private StreamPicture picture;

    /** The newest that was copied; the same or one before. */
    private @Nullable StreamPicture inFrame;

    private boolean fresh = true;
    private boolean trusted = true;
    private long lastNanos = Long.MIN_VALUE;

    /**
     * @param portal ended with this grabber
     * @param limits what cannot be had here, as sentences
     */
    WaylandGrabber(
            PipeWireStream stream,
            PortalConnection portal,
            StreamPicture first,
            NanoClock clock,
            List<String> limits) {
        this.stream = stream;
        this.portal = portal;
        this.picture = first;
        this.clock = clock;
        this.limits = List.copyOf(limits);
    }

    @Override
    public FrameFormat format() {
        return picture.format();
    }

    @Override
    public FrameMemory memory() {
        return FrameMemory.offHeap();
    }

    @Override
    public boolean look() throws CaptureException {
        String why = away();
        if (why != null) {
            stream.line().failed();
            throw new CaptureException(Reason.TARGET_GONE, why + " Record again.");
        }
        if (stream.isAgreeing() && stream.line().isEmpty()) {
            stream.line().failed();
            throw new CaptureException(
                    Reason.GRAB_FAILED, "The screen changes its size: it gives no pictures.");
        }
        // What was not grabbed since was refused, and is counted by whoever refused it.
        StreamPicture newer = stream.line().take(fresh);
        if (newer != null) {
            if (!picture.equals(inFrame)) {
                picture.close();
            }
            picture = newer;
            fresh = true;
        }
        return fresh || !trusted;
    }

    @Override
    public void due(long deadlineNanos, long nextNanos) {
        stream.line().due(deadlineNanos, nextNanos);
    }

    @Override
    public boolean lookAgain() {
        return !trusted || !stream.line().isEmpty();
    }

    @Override
    public long takeMissed(boolean onlyNewest) {
        if (onlyNewest) {
            stream.line().catchUp();
        }
        return stream.line().takeLost();
    }

    @Override
    public PushedPictures pushed() {
        return stream.line().account();
    }

    private @Nullable String away() {
        String why = portal.ended().getNow(null);
        return why != null ? why : stream.away();
    }

    @Override
    public Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException {
        FrameFormat format = picture.format();
        // a desktop says nothing of what changed: it is found by comparing
        List<Rect> valid = picture.copyTo(slot.memory(), whole ? null : inFrame);
        if (valid.isEmpty()) {
            throw new CaptureException(
                    Reason.GRAB_FAILED, "A picture of the desktop's stream could not be read.");
        }
        long now = clock.nanoTime();
        long taken = fresh ? Math.min(picture.madeNanos(), now) : now;
        lastNanos = Math.max(taken, lastNanos + 1);
        fresh = false;
        stream.line().used();
        keep();
        return new Grab(format, lastNanos, valid);
    }

    /** The picture is the one that the next is compared with. */
    private void keep() {
        StreamPicture before = inFrame;
        inFrame = picture;
        if (before != null && !before.equals(picture)) {
            before.close();
        }
    }

    @Override
    public boolean announcesChange() {
        return trusted;
    }

    @Override
    public void distrustAnnouncements() {
        trusted = false;
    }

    @Override
    public ChangeNotice notice() {
        return new ChangeNotice() {

            @Override
            public boolean mayHaveChanged() {
                return closed.get()
                        || !stream.line().isEmpty()
                        || stream.isAgreeing()
                        || away() != null;
            }

            @Override
            public void close() {
                // It holds nothing of its own.
            }
        };
    }

    @Override
    public List<String> limits() {
        return limits;
    }

    @Override
    public InputSource input() {
        return InputSource.none(
                "This is a Wayland session, which tells no program of pointer and keys.");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isFastest() {
        return true;
    }

    @Override
    public int maxFps() {
        return MOST_FPS;
    }

    /** What waits for other threads is done by one of its own. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            StreamPicture other = inFrame;
            if (other != null && !other.equals(picture)) {
                other.close();
            }
            picture.close();
            var _ =
                    CompletableFuture.runAsync(
                            () -> end(stream, portal), WaylandGrabber::elsewhere);
        }
    }

    private static void elsewhere(Runnable task) {
        Thread.ofPlatform().daemon().name("lastframe-portal-close").start(task);
    }

    static void end(PipeWireStream stream, PortalConnection portal) {
        try (portal) {
            stream.close();
        }
    }
}

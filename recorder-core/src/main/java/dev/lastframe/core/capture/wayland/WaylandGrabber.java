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
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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

    /** So long PipeWire may be away: a service that is started anew takes some seconds. */
    private static final Duration FALLEN_PATIENCE = Duration.ofSeconds(20);

    /** What went along with PipeWire is told of within this time, before or after it. */
    private static final long SAME_MOMENT_NANOS = 1_000_000_000L;

    private final PictureLine<StreamPicture> line;
    private final FeedAgain again;
    private final NanoClock clock;
    private final List<String> limits;

    /** Another one after PipeWire went away; set by the capture thread. */
    private volatile Feed feed;

    /** PipeWire itself went away; what the desktop says afterwards comes of that. */
    private boolean fallen;

    /** When the desktop was first found to have taken its permission back. */
    private OptionalLong takenBackNanos = OptionalLong.empty();

    private final AtomicBoolean closed = new AtomicBoolean();
    private StreamPicture picture;

    /** The newest that was copied; the same or one before. */
    private @Nullable StreamPicture inFrame;

    private boolean fresh = true;
    private boolean trusted = true;
    private long lastNanos = Long.MIN_VALUE;

    private WaylandGrabber(Feed feed, Asking asking, StreamPicture first, NanoClock clock) {
        this.feed = feed;
        this.line = asking.line();
        this.again = new FeedAgain(asking);
        this.picture = first;
        this.clock = clock;
        this.limits = feed.limits();
    }

    /**
     * Of a stream whose first picture is in line.
     *
     * @param feed ended with this grabber
     * @param asking how it was got, and can be once more
     */
    static WaylandGrabber of(Feed feed, Asking asking, NanoClock clock) {
        StreamPicture first = asking.line().take(false);
        if (first == null) {
            feed.close();
            throw new IllegalStateException("the first picture is gone");
        }
        return new WaylandGrabber(feed, asking, first, clock);
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
        String why = feed.away();
        while (why != null && hasFeedAgain()) {
            why = feed.away();
        }
        if (why != null) {
            line.failed();
            throw new CaptureException(Reason.TARGET_GONE, sentence(why));
        }
        if (feed.stream().isAgreeing() && line.isEmpty()) {
            line.failed();
            throw new CaptureException(
                    Reason.GRAB_FAILED, "The screen changes its size: it gives no pictures.");
        }
        // What was not grabbed since was refused, and is counted by whoever refused it.
        StreamPicture newer = line.take(fresh);
        if (newer != null) {
            if (!picture.equals(inFrame)) {
                picture.close();
            }
            picture = newer;
            fresh = true;
        }
        return fresh || !trusted;
    }

    /** Whether PipeWire came back, and the stream with it. */
    private boolean hasFeedAgain() {
        Feed found = again.take();
        if (found == null) {
            return false;
        }
        Feed before = feed;
        feed = found;
        fallen = false;
        takenBackNanos = OptionalLong.empty();
        // what is in line from before was made before all this
        line.catchUp();
        var _ = CompletableFuture.runAsync(before::close, WaylandGrabber::elsewhere);
        return true;
    }

    /** There are no pictures, and what can be done about it is under way. */
    private String sentence(String why) {
        if (!isFallen()) {
            return why + " Record again.";
        }
        again.begin(feed.stream().remote());
        return again.isHopeless()
                ? "PipeWire ended, and the desktop's stream of pictures ended with it; only its"
                        + " dialog gives it again. Record again."
                : "PipeWire ended, and the desktop's stream of pictures ended with it. If it does"
                        + " not come back, record again.";
    }

    /**
     * Whether PipeWire went away, by itself: desktops take back what they allowed when it does. One
     * that takes it back while PipeWire stands was told so by a person.
     */
    private boolean isFallen() {
        if (fallen) {
            return true;
        }
        if (feed.isTakenBack()) {
            long now = clock.nanoTime();
            if (takenBackNanos.isEmpty()) {
                takenBackNanos = OptionalLong.of(now);
            }
            if (now - takenBackNanos.getAsLong() > SAME_MOMENT_NANOS) {
                return false;
            }
        }
        fallen = feed.stream().remote().isCutOff();
        return fallen;
    }

    @Override
    public Duration patience() {
        return fallen && !again.isHopeless() ? FALLEN_PATIENCE : ScreenGrabber.super.patience();
    }

    @Override
    public void due(long deadlineNanos, long nextNanos) {
        line.due(deadlineNanos, nextNanos);
    }

    @Override
    public boolean lookAgain() {
        return !trusted || !line.isEmpty();
    }

    @Override
    public long takeMissed(boolean onlyNewest) {
        if (onlyNewest) {
            line.catchUp();
        }
        return line.takeLost();
    }

    @Override
    public PushedPictures pushed() {
        return line.account();
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
        line.used();
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
                        || !line.isEmpty()
                        || feed.stream().isAgreeing()
                        || feed.away() != null;
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
            var _ = CompletableFuture.runAsync(this::end, WaylandGrabber::elsewhere);
        }
    }

    private static void elsewhere(Runnable task) {
        Thread.ofPlatform().daemon().name("lastframe-portal-close").start(task);
    }

    private void end() {
        again.close();
        line.close();
        feed.close();
    }
}

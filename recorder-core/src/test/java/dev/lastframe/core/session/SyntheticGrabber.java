package dev.lastframe.core.session;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A screen that a test paints, announces (or not), resizes and breaks. */
final class SyntheticGrabber implements ScreenGrabber {

    /** The middle of a numbered picture. */
    static final int CALM = 0x406080;

    /** What lies in the rows that were not fetched. */
    static final int STALE = 0xff00ff;

    private static final int BAND = 16;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final NanoClock clock;
    private volatile FrameFormat format;
    private volatile int colour;
    private volatile boolean changes = true;
    private volatile boolean painted;
    private volatile Duration age = Duration.ZERO;
    private volatile long missed;
    private volatile boolean fails;
    private volatile boolean gone;
    private volatile boolean memoryEnds;
    private volatile @Nullable Runnable beforeScreensFail;
    private volatile boolean trusted = true;
    private volatile boolean closed;
    private volatile boolean numbered;
    private volatile boolean notices;

    /** How often it was painted; negative where that is not known. */
    private long drawn = -1;

    private volatile boolean noticeFails;
    private volatile long noticeWantedNanos;
    private volatile boolean paintsWithPicture;
    private volatile boolean asks;
    private @Nullable Question question;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();

    /** Used by whoever waits alone. */
    private int wakesWaitedFor;

    private int grabs;

    private record Question(FramePool.Slot slot, boolean whole, Runnable answered) {}

    SyntheticGrabber(NanoClock clock, int width, int height) {
        this.clock = clock;
        this.format = FrameFormat.packed(width, height);
    }

    /** Whether every look says that something changed; then each picture has another colour. */
    void changes(boolean value) {
        changes = value;
    }

    /**
     * From now on the picture shows how many there were, as barcodes at its upper and lower edge,
     * over {@link #CALM}. Only their rows are fetched unless a whole picture is wanted, and the
     * rest of the frame is {@link #STALE}.
     */
    void numbers() {
        numbered = true;
    }

    /** Whole pictures of one colour again. */
    void noNumbers() {
        numbered = false;
    }

    /** Paints without announcing. */
    void paintSecretly(int rgb) {
        colour = rgb;
    }

    /** Paints and announces it. */
    void paint(int rgb) {
        colour = rgb;
        painted = true;
    }

    /** How often somebody woke whoever waits for a change. */
    int wakes() {
        return wakes.get();
    }

    /** How often it was painted is known, of each time with the picture of it. */
    void countsWhatIsDrawn() {
        drawn = 0;
    }

    @Override
    public long drawnLooks() {
        return drawn;
    }

    /** Paints while the next picture is taken, and announces it with that. */
    void paintWithThePicture() {
        paintsWithPicture = true;
    }

    /** Whether that has been done. */
    boolean hasPaintedWithThePicture() {
        return !paintsWithPicture;
    }

    /** When a recording made what it takes pictures with, on the clock of this grabber. */
    long noticeWantedNanos() {
        return noticeWantedNanos;
    }

    /** Whether pictures are asked for, and come by {@link #answer}. */
    void asks(boolean value) {
        asks = value;
    }

    boolean isAsked() {
        return question != null;
    }

    /** The picture that was asked for is there. */
    void answer() {
        Objects.requireNonNull(question, "nothing was asked").answered.run();
    }

    void resize(int width, int height) {
        format = FrameFormat.packed(width, height);
    }

    /** Whether the monitor is unplugged. */
    void gone(boolean value) {
        gone = value;
    }

    /** The next pictures were made so long before they are fetched. */
    void age(Duration value) {
        age = value;
    }

    /** So many pictures came too late, which is told once. */
    void missed(long pictures) {
        missed = pictures;
    }

    void fails(boolean value) {
        fails = value;
    }

    /** The next picture is the last that was asked for. */
    void runsOutOfMemory() {
        memoryEnds = true;
    }

    /** Whoever asks what monitors there are breaks, once that was run on its thread. */
    void screensFail(Runnable before) {
        beforeScreensFail = before;
    }

    /** Whether the pacer can see for itself whether anything changed; before the recording. */
    void notices(boolean value) {
        notices = value;
    }

    void noticeFails() {
        noticeFails = true;
    }

    /** How often the capture thread looked. */
    int looks() {
        return looks.get();
    }

    boolean isClosed() {
        return closed;
    }

    boolean isTrusted() {
        return trusted;
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public FrameMemory memory() {
        return FrameMemory.offHeap();
    }

    @Override
    public @Nullable ChangeNotice notice() {
        noticeWantedNanos = clock.nanoTime();
        return notices ? new Notice() : null;
    }

    private final class Notice implements ChangeNotice {

        @Override
        public boolean mayHaveChanged() {
            if (noticeFails) {
                throw new IllegalStateException("of the test");
            }
            return changes || painted || gone;
        }

        @Override
        public long quietUntil() {
            return Long.MAX_VALUE;
        }

        @Override
        public long await(long untilNanos) {
            if (noticeFails) {
                throw new IllegalStateException("of the test");
            }
            int before = wakesWaitedFor;
            Waits.eventually(
                    LONG,
                    "something comes, somebody wakes it, or its time",
                    () ->
                            mayHaveChanged()
                                    || wakes.get() > before
                                    || untilNanos - clock.nanoTime() <= 0);
            wakesWaitedFor = wakes.get();
            long now = clock.nanoTime();
            return untilNanos - now <= 0 ? untilNanos : now;
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }

        @Override
        public void close() {
            notices = false;
        }
    }

    @Override
    public boolean look() throws CaptureException {
        looks.incrementAndGet();
        requireNothingAsked();
        if (gone) {
            throw new CaptureException(
                    CaptureException.Reason.TARGET_GONE, "The synthetic screen is unplugged.");
        }
        return changes || painted || !trusted;
    }

    @Override
    public long takeMissed(boolean onlyNewest) {
        long since = missed;
        missed = 0;
        return since;
    }

    @Override
    public Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException {
        requireNothingAsked();
        if (fails) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED, "The synthetic screen is broken.");
        }
        if (memoryEnds) {
            memoryEnds = false;
            throw new OutOfMemoryError("of the test");
        }
        FrameFormat shape = format;
        if (painted && drawn >= 0) {
            drawn++;
        }
        painted = false;
        long now = clock.nanoTime() - age.toNanos();
        if (changes) {
            colour = 0x404040 + grabs++ % 64;
        }
        if (numbered) {
            return new Grab(shape, now, paintNumber(slot.memory(), shape, whole));
        }
        boolean announced = paintsWithPicture;
        if (announced) {
            colour = ~colour;
        }
        fill(slot.memory(), shape, 0, shape.height(), colour);
        paintsWithPicture = false;
        return new Grab(shape, now, List.of(shape.whole()), announced);
    }

    /** Of one whose picture is on its way nothing else may be wanted. */
    private void requireNothingAsked() {
        if (question != null) {
            throw new AssertionError("A picture is on its way.");
        }
    }

    @Override
    public boolean ask(FramePool.Slot slot, boolean whole, Runnable answered)
            throws CaptureException {
        requireNothingAsked();
        if (fails) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED, "The synthetic screen is broken.");
        }
        if (asks) {
            question = new Question(slot, whole, answered);
        }
        return asks;
    }

    @Override
    public Grab take() throws CaptureException {
        Question asked = Objects.requireNonNull(question, "nothing was asked");
        question = null;
        return grab(asked.slot, asked.whole);
    }

    private List<Rect> paintNumber(MemorySegment pixels, FrameFormat shape, boolean whole) {
        fill(pixels, shape, 0, shape.height(), whole ? CALM : STALE);
        int lower = shape.height() - BAND;
        fill(pixels, shape, 0, BAND, CALM);
        fill(pixels, shape, lower, shape.height(), CALM);
        BarcodePixels.paint(pixels, shape, grabs);
        return whole
                ? List.of(shape.whole())
                : List.of(
                        new Rect(0, 0, shape.width(), BAND),
                        new Rect(0, lower, shape.width(), BAND));
    }

    private static void fill(MemorySegment pixels, FrameFormat shape, int from, int to, int rgb) {
        long stride = shape.strideBytes() / Integer.BYTES;
        for (long i = from * stride; i < to * stride; i++) {
            pixels.setAtIndex(JAVA_INT, i, rgb);
        }
    }

    @Override
    public List<ScreenInfo> screens() {
        Runnable before = beforeScreensFail;
        if (before != null) {
            before.run();
            throw new IllegalStateException("of the test");
        }
        return List.of();
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
    public String name() {
        return "synthetic";
    }

    @Override
    public boolean isFastest() {
        return true;
    }

    @Override
    public int maxFps() {
        return 120;
    }

    @Override
    public void close() {
        requireNothingAsked();
        closed = true;
    }
}

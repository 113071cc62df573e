package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.events.InputSource;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.PixelMemory;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desktop of an X server, or a window on it. What changed comes from DAMAGE; the server writes
 * the changed bands straight into the pool's shared memory; the pointer is drawn over them. All
 * this is one round trip where libxcb and shared memory are to be had, and one for each of them
 * where not. Used by the capture thread alone.
 */
public final class X11Grabber implements ScreenGrabber {

    private static final Logger LOG = LoggerFactory.getLogger(X11Grabber.class);
    private static final int QUEUED_AFTER_READING = 1;
    private static final int GENTLE_MAX_FPS = 120;

    /** Damage that is announced meanwhile is told of, too. */
    private static final int MOST_TOLD = 8;

    private final X11Connection connection;
    private final Subject subject;
    private final NanoClock clock;
    private final MemorySegment event;

    /** The event's first words. */
    private final int[] words = new int[X11Damage.EVENT_WORDS];

    private final @Nullable X11Pointer pointer;
    private final boolean sharedMemory;
    private final @Nullable X11Damage damage;

    /** Null where each question is asked by itself. */
    private final @Nullable OneTrip trip;

    /** Null where this thread has to wait for each answer itself. */
    private final @Nullable GlibLoop loop;

    /** The picture that the server is about to write; null when there is none. */
    private @Nullable Asked asked;

    private final TripTime time = new TripTime();
    private boolean tellsOfPictures;

    private final List<ScreenInfo> screens;

    private @Nullable X11ChangeNotice notice;
    private boolean announces;
    private boolean reshaped;

    private Rect area;
    private Canvas canvas;
    private Sight sight;

    /** Where the picture is at this moment. Written by the capture thread, read by any. */
    private volatile @Nullable Rect place;

    private InputSource input = InputSource.none("The display is not known.");
    private FrameFormat format;
    private DirtyBands dirty;

    /** What the trip under way brings. */
    private DirtyBands news;

    private boolean closed;

    /** A picture that was asked for. */
    private static final class Asked {
        final FramePool.Slot slot;
        final ShmBlock block;
        final Runnable answered;

        /** What the server writes. */
        Rect rows;

        /** When it was asked. */
        long beforeNanos;

        /** When the answer was read; 0 before. */
        long afterNanos;

        /** The code of the error with which the server refused. */
        int error;

        boolean announced;

        /** It was asked for a second time, over more rows. */
        boolean again;

        /** How often the event loop has told that something came. */
        int told;

        Asked(FramePool.Slot slot, ShmBlock block, Rect rows, Runnable answered) {
            this.slot = slot;
            this.block = block;
            this.rows = rows;
            this.answered = answered;
        }
    }

    private X11Grabber(
            X11Connection connection,
            CaptureTarget target,
            boolean cursor,
            boolean together,
            NanoClock clock)
            throws CaptureException {
        this.connection = connection;
        this.clock = clock;
        connection.requireBgr0();
        long display = connection.display();
        event = connection.arena().allocate(192, 8);
        subject =
                target instanceof CaptureTarget.Window window
                        ? FollowedWindow.open(connection, window)
                        : DesktopPart.open(connection, target);
        pointer = cursor ? X11Pointer.open(connection) : null;
        damage = X11Damage.open(connection, subject.drawn());
        announces = damage != null;
        screens = connection.screens();
        area = subject.area();
        canvas = subject.canvas();
        sight = subject.sight();
        place = area;
        format = FrameFormat.packed(area.width(), area.height());
        dirty = new DirtyBands(area);
        dirty.markAll();
        news = new DirtyBands(area);
        sharedMemory = Xext.xShmQueryExtension(display) != 0 && canAttach(format.sizeBytes());
        trip = sharedMemory && together ? OneTrip.open(connection, damage, pointer) : null;
        loop =
                trip == null
                        ? null
                        : GlibLoop.of(trip.descriptor(), this::isAwaited, this::answered);
        connection.sync();
    }

    /**
     * Opens a grabber with a connection of its own.
     *
     * @param displayName null for the process's own display
     * @param cursor whether the pointer is drawn
     */
    public static X11Grabber open(
            @Nullable String displayName, CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        return open(displayName, target, cursor, true, clock);
    }

    /**
     * The same.
     *
     * @param together whether a tick may ask the server everything at once; else as where libxcb is
     *     missing
     */
    static X11Grabber open(
            @Nullable String displayName,
            CaptureTarget target,
            boolean cursor,
            boolean together,
            NanoClock clock)
            throws CaptureException {
        X11Connection connection = X11Connection.open(displayName);
        X11Grabber grabber = null;
        XErrors.enter();
        try {
            grabber = new X11Grabber(connection, target, cursor, together, clock);
            grabber.input = new X11InputSource(displayName, clock);
            if (grabber.announces && !(target instanceof CaptureTarget.Window)) {
                // the desktop does not tell what is drawn to a window that others cover
                grabber.notice = X11ChangeNotice.open(displayName, cursor, clock);
            }
            return grabber;
        } catch (CaptureException | RuntimeException failure) {
            if (grabber == null) {
                connection.close();
            } else {
                grabber.close();
            }
            throw failure;
        } finally {
            XErrors.leave();
        }
    }

    private boolean canAttach(long bytes) {
        ShmBlock trial = ShmBlock.attach(connection, bytes);
        if (trial == null) {
            return false;
        }
        trial.close();
        return true;
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public FrameMemory memory() {
        return sharedMemory ? this::allocateShared : FrameMemory.offHeap();
    }

    private PixelMemory allocateShared(long bytes) {
        ShmBlock block = ShmBlock.attach(connection, bytes);
        if (block == null) {
            throw new OutOfMemoryError("no shared memory of " + bytes + " bytes");
        }
        return block;
    }

    @Override
    public boolean look() throws CaptureException {
        XErrors.enter();
        try {
            return lookNow();
        } finally {
            XErrors.leave();
        }
    }

    private boolean lookNow() throws CaptureException {
        drain(QUEUED_AFTER_READING);
        if (reshaped) {
            reshape();
        }
        if (pointer != null) {
            pointer.refresh(dirty);
        }
        if (trip != null && isChangeSure()) {
            return true; // where the pointer is, and what was drawn exactly, comes with the picture
        }
        ask();
        if (reshaped) {
            reshape();
        }
        return isChangeSure();
    }

    private boolean isChangeSure() {
        return !announces || !dirty.isEmpty() || (damage != null && damage.isWithin(area));
    }

    /** What was drawn, and where the pointer is. */
    private void ask() {
        if (trip != null && damage != null && damage.mayBeIn(area)) {
            trip.look(dirty);
        } else if (pointer != null) {
            pointer.look(dirty);
        }
        drain(QUEUED_AFTER_READING);
        if (trip == null && damage != null) {
            damage.take(dirty);
        }
    }

    private void drain(int mode) {
        long display = connection.display();
        for (int left = Xlib.xEventsQueued(display, mode); left > 0; left--) {
            Xlib.xNextEvent(display, event.address());
            MemorySegment.copy(event, JAVA_INT, 0, words, 0, words.length);
            if (damage != null && damage.onEvent(words)) {
                continue;
            }
            if (subject.onEvent(event)) {
                reshaped = true;
            } else if (pointer != null) {
                pointer.onEvent(words[0]);
            }
        }
        noteSight();
    }

    /** The pointer belongs to a picture that a person sees. */
    private void noteSight() {
        boolean before = isSeen();
        sight = subject.sight();
        place = isSeen() ? area : null;
        if (pointer != null && isSeen() != before) {
            pointer.markPlace(dirty);
        }
    }

    private boolean isSeen() {
        return sight == Sight.SHOWN || sight == Sight.COVERED;
    }

    private void reshape() throws CaptureException {
        reshaped = false;
        try {
            subject.locate();
        } catch (CaptureException gone) {
            reshaped = true; // looked for again at every tick: monitors come back
            throw new CaptureException(Reason.TARGET_GONE, String.valueOf(gone.getMessage()), gone);
        }
        Rect now = subject.area();
        boolean isSamePicture =
                now.width() == area.width()
                        && now.height() == area.height()
                        && subject.canvas().drawable() == canvas.drawable();
        if (isSamePicture && subject.canvas().drawable() != connection.root()) {
            moveTo(now);
        } else if (!isSamePicture || !now.equals(area)) {
            area = now;
            format = FrameFormat.packed(area.width(), area.height());
            dirty = new DirtyBands(area);
            dirty.markAll();
            news = new DirtyBands(area);
        }
        canvas = subject.canvas();
        if (damage != null) {
            damage.follow(subject.drawn());
        }
        noteSight();
    }

    /** The picture is the same, but for the pointer. */
    private void moveTo(Rect now) {
        if (!now.equals(area)) {
            if (pointer != null) {
                pointer.markPlace(dirty);
            }
            area = now;
            dirty = dirty.at(area);
            news = news.at(area);
            if (pointer != null) {
                pointer.markPlace(dirty);
            }
        }
    }

    @Override
    public Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException {
        XErrors.enter();
        try {
            return grabNow(slot, whole);
        } finally {
            XErrors.leave();
        }
    }

    private Grab grabNow(FramePool.Slot slot, boolean whole) throws CaptureException {
        if (whole || !announces) {
            dirty.markAll();
        }
        if (trip != null && slot.block() instanceof ShmBlock block) {
            Asked question = question(slot, block, X11Grabber::nobody);
            send(trip, question);
            return answer(trip, question);
        }
        if (dirty.isEmpty()) {
            throw nothing();
        }
        return grabRows(slot, dirty.bounds(), false);
    }

    @Override
    public boolean ask(FramePool.Slot slot, boolean whole, Runnable answered)
            throws CaptureException {
        if (loop == null || trip == null || !(slot.block() instanceof ShmBlock block)) {
            return false;
        }
        XErrors.enter();
        try {
            if (whole || !announces) {
                dirty.markAll();
            }
            Asked question = question(slot, block, answered);
            // Before anything is sent: nothing that could fail comes after.
            loop.watch(false);
            asked = question;
            send(trip, question);
        } finally {
            XErrors.leave();
        }
        if (trip.hasCome()) {
            loop.unwatch();
            loop.watch(true);
        }
        if (!tellsOfPictures) {
            tellsOfPictures = true;
            LOG.info("the event loop tells of each picture of the server");
        }
        return true;
    }

    /** Called in the event loop when something came. */
    private boolean isAwaited() {
        Asked waiting = asked;
        if (waiting == null || trip == null || waiting.afterNanos != 0) {
            return false;
        }
        // A libxcb before 1.15 does not read when it is asked: what has begun to come is waited
        // for.
        if (!trip.hasCome() && ++waiting.told < MOST_TOLD) {
            return true;
        }
        XErrors.enter();
        try {
            read(trip, waiting);
            if (waiting.error == 0 && !waiting.again && !dirty.isWithin(waiting.rows)) {
                waiting.again = true;
                waiting.rows = dirty.bounds();
                waiting.told = 0;
                send(trip, waiting);
                return !trip.hasCome();
            }
        } finally {
            XErrors.leave();
        }
        return false;
    }

    private void answered() {
        if (asked != null) {
            asked.answered.run();
        }
    }

    @Override
    public Grab take() throws CaptureException {
        Asked waiting = asked;
        asked = null;
        if (waiting == null || trip == null || loop == null) {
            throw new IllegalStateException("nothing was asked for");
        }
        loop.unwatch();
        XErrors.enter();
        try {
            return answer(trip, waiting);
        } finally {
            XErrors.leave();
        }
    }

    /** For the rows that may have changed. */
    private Asked question(FramePool.Slot slot, ShmBlock block, Runnable answered)
            throws CaptureException {
        news.clear();
        news.add(dirty);
        if (damage != null) {
            damage.markAnnounced(news);
        }
        if (news.isEmpty()) {
            throw nothing();
        }
        return new Asked(slot, block, news.bounds(), answered);
    }

    private void send(OneTrip together, Asked question) {
        question.afterNanos = 0;
        question.beforeNanos = clock.nanoTime();
        together.ask(question.block, format, canvas, area, question.rows);
    }

    /** Takes the answer, and waits for it if it has not come. */
    private void read(OneTrip together, Asked question) {
        news.clear();
        question.error = together.take(news);
        question.afterNanos = clock.nanoTime();
        question.announced |= !news.isEmpty();
        dirty.add(news);
        if (dirty.isEmpty()) {
            Rect rows = question.rows;
            dirty.mark(area.x(), area.y() + rows.y(), rows.width(), rows.height());
        }
    }

    private Grab answer(OneTrip together, Asked question) throws CaptureException {
        if (question.afterNanos == 0) {
            read(together, question);
        }
        if (question.error != 0) {
            throw refused(question.error);
        }
        if (!dirty.isWithin(question.rows)) {
            // The pointer is elsewhere by now, or something was drawn there.
            return grabRows(question.slot, dirty.bounds(), question.announced);
        }
        long taken = time.taken(question.beforeNanos, question.afterNanos);
        return finish(question.slot, question.rows, taken, question.announced);
    }

    private static void nobody() {
        // whoever waits for the answer is not told of it
    }

    private static CaptureException nothing() {
        return new CaptureException(Reason.GRAB_FAILED, "There is nothing to fetch.");
    }

    /** One request, from the first changed row to the last: several would show several moments. */
    private Grab grabRows(FramePool.Slot slot, Rect rows, boolean announced)
            throws CaptureException {
        long before = clock.nanoTime();
        if (!fetch(slot, rows)) {
            throw refused(connection.sync());
        }
        long after = clock.nanoTime();
        return finish(slot, rows, before + (after - before) / 2, announced);
    }

    private Grab finish(FramePool.Slot slot, Rect rows, long takenNanos, boolean announced) {
        if (pointer != null && isSeen()) {
            pointer.draw(slot.memory(), format, area, rows);
        }
        List<Rect> changed = dirty.rectangles();
        dirty.clear();
        return new Grab(format, takenNanos, changed, announced);
    }

    private CaptureException refused(int error) {
        reshaped = true;
        return new CaptureException(
                Reason.GRAB_FAILED, "The X server refused a picture (error " + error + ").");
    }

    private boolean fetch(FramePool.Slot slot, Rect rows) {
        return slot.block() instanceof ShmBlock block
                ? block.fetch(format, canvas, area, rows)
                : ShmBlock.copy(connection, format, canvas, area, rows, slot.memory());
    }

    @Override
    public void rehearse(FramePool.Slot slot) throws CaptureException {
        try {
            look();
            dirty.clear();
            dirty.mark(area.x(), area.y(), area.width(), 1);
            grab(slot, false);
        } finally {
            dirty.markAll();
        }
    }

    @Override
    public long drawnLooks() {
        return damage == null ? -1 : damage.drawnLooks();
    }

    @Override
    public @Nullable Rect area() {
        return place;
    }

    @Override
    public Sight sight() {
        return sight;
    }

    @Override
    public InputSource input() {
        return input;
    }

    @Override
    public @Nullable ChangeNotice notice() {
        return notice;
    }

    @Override
    public boolean announcesChange() {
        return announces;
    }

    @Override
    public void distrustAnnouncements() {
        announces = false;
    }

    /** Whether a tick with a change is one round trip. */
    boolean asksTogether() {
        return trip != null;
    }

    @Override
    public List<ScreenInfo> screens() {
        return screens;
    }

    @Override
    public String name() {
        return sharedMemory ? "x11-shm" : "x11";
    }

    @Override
    public boolean isFastest() {
        return sharedMemory;
    }

    @Override
    public int maxFps() {
        return GENTLE_MAX_FPS;
    }

    /** Ends the connection. The pool over {@link #memory()} must have been closed before. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (loop != null) {
                loop.close();
            }
            if (notice != null) {
                notice.close();
            }
            XErrors.enter();
            try {
                if (damage != null) {
                    damage.close();
                }
                connection.close();
            } finally {
                XErrors.leave();
            }
        }
    }
}

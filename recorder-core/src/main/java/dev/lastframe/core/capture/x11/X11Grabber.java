package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.ScreenInfo;
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

/**
 * The desktop of an X server. What changed comes from DAMAGE; the server writes the changed bands
 * straight into the pool's shared memory; the pointer is drawn over them. Used by the capture
 * thread alone.
 */
public final class X11Grabber implements ScreenGrabber {

    private static final int DAMAGE_NON_EMPTY = 3;
    private static final int SCREEN_CHANGE_MASK = 1;
    private static final long STRUCTURE_NOTIFY_MASK = 1 << 17;
    private static final int CONFIGURE_NOTIFY = 22;
    private static final int QUEUED_ALREADY = 0;
    private static final int QUEUED_AFTER_READING = 1;
    private static final int GENTLE_MAX_FPS = 120;

    private final X11Connection connection;
    private final CaptureTarget target;
    private final NanoClock clock;
    private final MemorySegment event;
    private final @Nullable X11Pointer pointer;
    private final boolean sharedMemory;
    private final int damageEvent;
    private final int randrEvent;
    private final long damage;
    private final long region;
    private final List<ScreenInfo> screens;

    /** The name of the recorded screen's output; null for a region, and until it was found. */
    private @Nullable String output;

    private @Nullable X11ChangeNotice notice;
    private boolean announces;
    private boolean damaged = true;
    private boolean reshaped;

    /** Written by the capture thread, read by any. */
    private volatile Rect area;

    private long drawnLooks;
    private InputSource input = InputSource.none("The display is not known.");
    private FrameFormat format;
    private DirtyBands dirty;
    private boolean closed;

    private X11Grabber(
            X11Connection connection, CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        this.connection = connection;
        this.target = target;
        this.clock = clock;
        connection.requireBgr0();
        long display = connection.display();
        MemorySegment scratch = connection.scratch();
        long base = scratch.address();
        event = connection.arena().allocate(192, 8);
        Xlib.xSelectInput(display, connection.root(), STRUCTURE_NOTIFY_MASK);
        if (Xrandr.xRRQueryExtension(display, base, base + 4) != 0) {
            randrEvent = scratch.get(JAVA_INT, 0);
            Xrandr.xRRSelectInput(display, connection.root(), SCREEN_CHANGE_MASK);
        } else {
            randrEvent = -1;
        }
        pointer = cursor ? X11Pointer.open(connection) : null;
        if (Xfixes.xFixesQueryExtension(display, base, base + 4) != 0
                && Xfixes.xFixesQueryVersion(display, base, base + 4) != 0
                && Xdamage.xDamageQueryExtension(display, base, base + 4) != 0) {
            damageEvent = scratch.get(JAVA_INT, 0);
            Xdamage.xDamageQueryVersion(display, base, base + 4);
            region = Xfixes.xFixesCreateRegion(display, 0, 0);
            damage = Xdamage.xDamageCreate(display, connection.root(), DAMAGE_NON_EMPTY);
            announces = true;
        } else {
            damageEvent = -1;
            region = 0;
            damage = 0;
            announces = false;
        }
        screens = connection.screens();
        area = locate();
        format = FrameFormat.packed(area.width(), area.height());
        dirty = new DirtyBands(area);
        dirty.markAll();
        sharedMemory = Xext.xShmQueryExtension(display) != 0 && canAttach(format.sizeBytes());
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
        X11Connection connection = X11Connection.open(displayName);
        long handler = XErrors.enter();
        try {
            X11Grabber grabber = new X11Grabber(connection, target, cursor, clock);
            grabber.input = new X11InputSource(displayName, clock);
            if (grabber.announces) {
                grabber.notice = X11ChangeNotice.open(displayName, cursor, clock);
            }
            return grabber;
        } catch (CaptureException | RuntimeException failure) {
            connection.close();
            throw failure;
        } finally {
            XErrors.leave(handler);
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

    /** A screen is followed by its output's name: its number changes as others come and go. */
    private Rect locate() throws CaptureException {
        int[] root = connection.rootSize();
        List<ScreenInfo> screens = connection.screens();
        String name = output;
        CaptureTarget wanted = name == null ? target : TargetArea.named(name, target, screens);
        Rect place = TargetArea.of(wanted, screens, root[0], root[1]);
        if (name == null && target instanceof CaptureTarget.Screen(int number)) {
            output = screens.get(number - 1).name();
        }
        return place;
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
        long handler = XErrors.enter();
        try {
            return lookNow();
        } finally {
            XErrors.leave(handler);
        }
    }

    private boolean lookNow() throws CaptureException {
        if (pointer == null) {
            drain(QUEUED_AFTER_READING);
        } else {
            drain(QUEUED_ALREADY);
            // One round trip: the reply brings all events the server sent before it.
            pointer.look(dirty);
            drain(QUEUED_ALREADY);
        }
        if (reshaped) {
            reshape();
        }
        if (damaged && damage != 0) {
            collectDamage();
        }
        return !announces || !dirty.isEmpty();
    }

    private void drain(int mode) {
        long display = connection.display();
        for (int left = Xlib.xEventsQueued(display, mode); left > 0; left--) {
            Xlib.xNextEvent(display, event.address());
            int type = event.get(JAVA_INT, 0);
            if (type == damageEvent) {
                damaged = true;
            } else if (type == CONFIGURE_NOTIFY || type == randrEvent) {
                reshaped = true;
            } else if (pointer != null) {
                pointer.onEvent(type);
            }
        }
    }

    /**
     * Takes the damage over from the server into {@link #dirty}. It is taken before pixels are
     * fetched: what is drawn in between is then announced again instead of being lost.
     */
    private void collectDamage() {
        long display = connection.display();
        Xdamage.xDamageSubtract(display, damage, 0, region);
        MemorySegment scratch = connection.scratch();
        long rectangles = Xfixes.xFixesFetchRegion(display, region, scratch.address());
        damaged = false;
        if (rectangles == 0) {
            drawnLooks++;
            dirty.markAll();
            return;
        }
        int count = scratch.get(JAVA_INT, 0);
        boolean inside = false;
        MemorySegment list = Native.at(rectangles, 8L * count);
        for (int i = 0; i < count; i++) {
            long at = 8L * i;
            int x = list.get(JAVA_SHORT, at);
            int y = list.get(JAVA_SHORT, at + 2);
            int width = list.get(JAVA_SHORT, at + 4) & 0xffff;
            int height = list.get(JAVA_SHORT, at + 6) & 0xffff;
            dirty.mark(x, y, width, height);
            inside |= meets(x, y, width, height);
        }
        if (inside) {
            drawnLooks++;
        }
        Xlib.xFree(rectangles);
    }

    private boolean meets(int x, int y, int width, int height) {
        Rect place = area;
        return x < place.x() + place.width()
                && y < place.y() + place.height()
                && x + width > place.x()
                && y + height > place.y();
    }

    private void reshape() throws CaptureException {
        reshaped = false;
        Rect now;
        try {
            now = locate();
        } catch (CaptureException gone) {
            reshaped = true; // looked for again at every tick: monitors come back
            throw new CaptureException(Reason.TARGET_GONE, String.valueOf(gone.getMessage()), gone);
        }
        if (!now.equals(area)) {
            area = now;
            format = FrameFormat.packed(area.width(), area.height());
            dirty = new DirtyBands(area);
            dirty.markAll();
        }
    }

    @Override
    public Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException {
        long handler = XErrors.enter();
        try {
            return grabNow(slot, whole);
        } finally {
            XErrors.leave(handler);
        }
    }

    private Grab grabNow(FramePool.Slot slot, boolean whole) throws CaptureException {
        if (whole || !announces) {
            dirty.markAll();
        }
        if (dirty.isEmpty()) {
            throw new CaptureException(Reason.GRAB_FAILED, "There is nothing to fetch.");
        }
        List<Rect> changed = dirty.rectangles();
        // One request, from the first changed row to the last: several would show several moments.
        Rect rows = dirty.bounds();
        long before = clock.nanoTime();
        if (!fetch(slot, rows)) {
            reshaped = true;
            throw new CaptureException(
                    Reason.GRAB_FAILED,
                    "The X server refused a picture (error " + connection.sync() + ").");
        }
        long after = clock.nanoTime();
        if (pointer != null) {
            pointer.draw(slot.memory(), format, area, rows);
        }
        dirty.clear();
        return new Grab(format, before + (after - before) / 2, changed);
    }

    private boolean fetch(FramePool.Slot slot, Rect rows) {
        return slot.block() instanceof ShmBlock block
                ? block.fetch(format, area, rows)
                : ShmBlock.copy(connection, format, area, rows, slot.memory());
    }

    @Override
    public long drawnLooks() {
        return drawnLooks;
    }

    @Override
    public Rect area() {
        return area;
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
            if (notice != null) {
                notice.close();
            }
            long handler = XErrors.enter();
            try {
                if (damage != 0) {
                    Xdamage.xDamageDestroy(connection.display(), damage);
                }
                connection.close();
            } finally {
                XErrors.leave(handler);
            }
        }
    }
}

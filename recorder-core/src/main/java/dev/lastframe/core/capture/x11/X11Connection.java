package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.ScreenInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own to the X server named by {@code DISPLAY}. Owned and used by one thread;
 * closing it twice is harmless.
 */
public final class X11Connection implements AutoCloseable {

    private static final int MONITOR_BYTES = 56;

    /** Where a window's attributes say whether it is mapped, and that it is. */
    private static final int MAP_STATE = 92;

    private static final int VIEWABLE = 2;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment scratch = arena.allocate(256, 16);
    private final long display;
    private boolean closed;

    private X11Connection(long display) {
        this.display = display;
        XErrors.watch(display);
    }

    /**
     * Opens the connection.
     *
     * @param displayName such as {@code :0}; null for the process's own {@code DISPLAY}
     * @throws CaptureException {@code NO_DISPLAY} when there is no server or no X library
     */
    public static X11Connection open(@Nullable String displayName) throws CaptureException {
        try (Arena call = Arena.ofConfined()) {
            long name = displayName == null ? 0 : call.allocateFrom(displayName).address();
            long display = Xlib.xOpenDisplay(name);
            if (display == 0) {
                throw noDisplay(null);
            }
            return new X11Connection(display);
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            throw noDisplay(missing);
        }
    }

    private static CaptureException noDisplay(@Nullable Throwable cause) {
        String sentence =
                "No X display can be reached: start Lastframe inside a desktop session, or set"
                        + " DISPLAY.";
        return cause == null
                ? new CaptureException(Reason.NO_DISPLAY, sentence)
                : new CaptureException(Reason.NO_DISPLAY, sentence, cause);
    }

    long display() {
        return display;
    }

    long root() {
        return Xlib.xDefaultRootWindow(display);
    }

    /** 256 bytes for results of calls; valid until the next call that uses it. */
    MemorySegment scratch() {
        return scratch;
    }

    Arena arena() {
        return arena;
    }

    /** Waits for the server and returns the last error's code, 0 for none. */
    int sync() {
        Xlib.xSync(display, 0);
        return XErrors.take(display);
    }

    /** Whether the server is XWayland, which shows its clients a desktop that is not the screen. */
    public boolean isXWayland() {
        return opcode("XWAYLAND") != 0;
    }

    /** The number by which requests name an extension; 0 where the server does not have it. */
    int opcode(String extension) {
        MemorySegment results = scratch.asSlice(0, 16);
        try (Arena call = Arena.ofConfined()) {
            long name = call.allocateFrom(extension).address();
            int found =
                    Xlib.xQueryExtension(
                            display,
                            name,
                            results.address(),
                            results.address() + 4,
                            results.address() + 8);
            return found == 0 ? 0 : results.get(JAVA_INT, 0);
        }
    }

    /** The size of the whole desktop in device pixels: width, height. */
    int[] rootSize() throws CaptureException {
        long base = scratch.address();
        int ok =
                Xlib.xGetGeometry(
                        display, root(), base, base + 8, base + 12, base + 16, base + 20, base + 24,
                        base + 28);
        if (ok == 0) {
            throw new CaptureException(
                    Reason.GRAB_FAILED, "The X server did not tell the size of the desktop.");
        }
        return new int[] {scratch.get(JAVA_INT, 16), scratch.get(JAVA_INT, 20)};
    }

    /** The monitors, primary first, numbered from 1; at least one. */
    public List<ScreenInfo> screens() throws CaptureException {
        List<ScreenInfo> found = new ArrayList<>();
        long base = scratch.address();
        if (Xrandr.xRRQueryExtension(display, base, base + 4) != 0
                && Xrandr.xRRQueryVersion(display, base, base + 4) != 0
                && (scratch.get(JAVA_INT, 0) > 1 || scratch.get(JAVA_INT, 4) >= 5)) {
            long monitors = Xrandr.xRRGetMonitors(display, root(), 1, base);
            int count = monitors == 0 ? 0 : scratch.get(JAVA_INT, 0);
            for (int i = 0; i < count; i++) {
                MemorySegment m = Native.at(monitors + (long) i * MONITOR_BYTES, MONITOR_BYTES);
                found.add(
                        new ScreenInfo(
                                0,
                                atomName(m.get(JAVA_LONG, 0)),
                                m.get(JAVA_INT, 20),
                                m.get(JAVA_INT, 24),
                                m.get(JAVA_INT, 28),
                                m.get(JAVA_INT, 32),
                                m.get(JAVA_INT, 8) != 0));
            }
            if (monitors != 0) {
                Xrandr.xRRFreeMonitors(monitors);
            }
        }
        if (found.isEmpty()) {
            int[] size = rootSize();
            found.add(new ScreenInfo(0, "screen", 0, 0, size[0], size[1], true));
        }
        found.sort(
                Comparator.comparing((ScreenInfo s) -> !s.primary())
                        .thenComparingInt(ScreenInfo::x)
                        .thenComparingInt(ScreenInfo::y));
        double scale = XResources.scale(Xlib.xResourceManagerString(display));
        List<ScreenInfo> numbered = new ArrayList<>();
        for (ScreenInfo s : found) {
            numbered.add(
                    new ScreenInfo(
                            numbered.size() + 1,
                            s.name(),
                            s.x(),
                            s.y(),
                            s.width(),
                            s.height(),
                            s.primary(),
                            scale));
        }
        return List.copyOf(numbered);
    }

    /** The monitor that has the pointer; none where it lies between them. */
    public Optional<ScreenInfo> screenWithPointer() throws CaptureException {
        PointerPlace pointer = new PointerPlace(this, scratch);
        pointer.ask();
        int x = pointer.x();
        int y = pointer.y();
        return screens().stream()
                .filter(screen ->
                        x >= screen.x()
                                && y >= screen.y()
                                && x < screen.x() + screen.width()
                                && y < screen.y() + screen.height())
                .findFirst();
    }

    /**
     * Whether a window, or the frame that a window manager put around it, is on the screen; false
     * for one that is gone. A frame may be drawn as it shrinks to an icon after its window left.
     *
     * @param window its number
     */
    public boolean isShown(long window) {
        return isViewable(window) || isViewable(new WindowTree(this).onDesktop(window));
    }

    private boolean isViewable(long window) {
        int ok = Xlib.xGetWindowAttributes(display, window, scratch.address());
        return sync() == 0 && ok != 0 && scratch.get(JAVA_INT, MAP_STATE) == VIEWABLE;
    }

    /** Whether a window manager runs that says so, as all do since 2000. */
    public boolean hasWindowManager() {
        WindowProperties properties = new WindowProperties(this);
        return properties.of(root(), properties.name("_NET_SUPPORTING_WM_CHECK")) != null;
    }

    /**
     * Whether a compositor draws the screen: each owns a selection of that name (EWMH). It may
     * still show a window that is gone, as it fades.
     */
    public boolean hasCompositor() {
        int screen = Xlib.xDefaultScreen(display);
        long selection = new WindowProperties(this).name("_NET_WM_CM_S" + screen);
        return Xlib.xGetSelectionOwner(display, selection) != 0;
    }

    /**
     * Takes a window off the screen and out of every list of windows, also where no window manager
     * could make it an icon. Harmless for one that is gone.
     *
     * @param window its number
     */
    public void withdraw(long window) {
        Xlib.xWithdrawWindow(display, window, Xlib.xDefaultScreen(display));
        sync();
    }

    private String atomName(long atom) {
        long name = atom == 0 ? 0 : Xlib.xGetAtomName(display, atom);
        if (name == 0) {
            return "screen";
        }
        String text = MemorySegment.ofAddress(name).reinterpret(1 << 10).getString(0);
        Xlib.xFree(name);
        return text;
    }

    /** Whether the server's pixels are 32-bit little-endian BGR0, the only ones that are read. */
    void requireBgr0() throws CaptureException {
        int depth = Xlib.xDefaultDepth(display, Xlib.xDefaultScreen(display));
        if (depth != 24 && depth != 32) {
            throw new CaptureException(
                    Reason.NO_DISPLAY,
                    "The display shows "
                            + depth
                            + " bits a pixel and only 24 can be recorded: set the desktop's colour"
                            + " depth to 24.");
        }
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new CaptureException(
                    Reason.NO_DISPLAY, "Recording needs a little-endian computer.");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Xlib.xCloseDisplay(display);
            XErrors.forget(display);
            arena.close();
        }
    }
}

package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;

/**
 * One window with its frame. The server keeps its picture in a pixmap of its own, in which nothing
 * of other windows is, and which outlives the window: a window that is hidden or closed leaves its
 * last picture. What an application shows in windows of their own, such as menus, is not in it.
 */
final class FollowedWindow implements Subject {

    private static final long STRUCTURE_NOTIFY_MASK = 1 << 17;
    private static final long SUBSTRUCTURE_NOTIFY_MASK = 1 << 19;
    private static final int DESTROY_NOTIFY = 17;
    private static final int CONFIGURE_NOTIFY = 22;

    /** Of each event about a window's structure: which one. */
    private static final long EVENT_WINDOW = 40;

    private static final int LEAST_PIXELS = 2;
    private static final int LEAST_DEPTH = 24;

    /** Less than this part of a window under others is not worth a word. */
    private static final double COVERED = 0.1;

    private final X11Connection connection;
    private final CaptureTarget.Window target;
    private final WindowTree tree;
    private final WindowStack stack;

    /** On the desktop itself, around the window that was asked for, or that window. */
    private long frame;

    /** The window's picture; 0 before there is one. */
    private long pixmap;

    private int pixmapWidth;
    private int pixmapHeight;

    /** The picture has another size than the pixmap, or the window was out of sight. */
    private boolean pixmapStale = true;

    private boolean hidden;
    private boolean closed;
    private boolean restacked = true;
    private boolean covered;
    private Rect area = new Rect(0, 0, LEAST_PIXELS, LEAST_PIXELS);
    private Canvas canvas = new Canvas(0, 0, 0);
    private Canvas drawn = new Canvas(0, 0, 0);

    private FollowedWindow(X11Connection connection, CaptureTarget.Window target)
            throws CaptureException {
        this.connection = connection;
        this.target = target;
        this.tree = new WindowTree(connection);
        long display = connection.display();
        if (target.id() == connection.root()) {
            throw unknown(" is the desktop: record a screen instead.");
        }
        if (tree.facts(target.id()) == null) {
            throw unknown(
                    " does not exist or shows nothing: xwininfo tells the number of a window that"
                            + " is clicked on.");
        }
        requireComposite();
        Xlib.xSelectInput(
                display, connection.root(), STRUCTURE_NOTIFY_MASK | SUBSTRUCTURE_NOTIFY_MASK);
        Xlib.xSelectInput(display, target.id(), STRUCTURE_NOTIFY_MASK);
        this.stack = new WindowStack(connection, tree);
        locate();
        if (closed) {
            throw unknown(" was closed at this moment: choose another one.");
        }
        if (hidden) {
            throw new CaptureException(
                    Reason.WINDOW_HIDDEN,
                    "The "
                            + target
                            + " is not shown: bring it back from where it is minimised, and record"
                            + " again.");
        }
        if (pixmap == 0) {
            throw unknown(
                    " is smaller than 2x2 pixels or shows few colours: record a region instead.");
        }
    }

    /**
     * Begins to follow a window.
     *
     * @throws CaptureException {@code UNKNOWN_WINDOW}, {@code WINDOW_HIDDEN}, or {@code
     *     GRAB_FAILED} where the server keeps no pictures of single windows
     */
    static FollowedWindow open(X11Connection connection, CaptureTarget.Window target)
            throws CaptureException {
        return new FollowedWindow(connection, target);
    }

    private CaptureException unknown(String sentence) {
        return new CaptureException(Reason.UNKNOWN_WINDOW, "The " + target + sentence);
    }

    private void requireComposite() throws CaptureException {
        long display = connection.display();
        MemorySegment scratch = connection.scratch();
        long base = scratch.address();
        try {
            if (Xcomposite.xCompositeQueryExtension(display, base, base + 4) != 0
                    && Xcomposite.xCompositeQueryVersion(display, base, base + 4) != 0
                    && (scratch.get(JAVA_INT, 0) > 0 || scratch.get(JAVA_INT, 4) >= 2)) {
                return;
            }
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            throw new CaptureException(
                    Reason.GRAB_FAILED,
                    "The library libXcomposite is missing, without which no single window can be"
                            + " recorded: install it, or record a region.",
                    missing);
        }
        throw new CaptureException(
                Reason.GRAB_FAILED,
                "This display keeps no pictures of single windows (it has no Composite):"
                        + " record a region instead.");
    }

    @Override
    public boolean onEvent(MemorySegment event) {
        restacked |= stack.onEvent(event);
        int type = event.get(JAVA_INT, 0);
        if (type < DESTROY_NOTIFY || type > CONFIGURE_NOTIFY) {
            return false;
        }
        long window = event.get(JAVA_LONG, EVENT_WINDOW);
        return window == frame || window == target.id();
    }

    @Override
    public void locate() {
        if (closed) {
            return;
        }
        long now = tree.onDesktop(target.id());
        if (now == 0) {
            closed = true;
            return;
        }
        if (now != frame) {
            adopt(now);
        }
        WindowTree.Facts facts = tree.facts(frame);
        if (facts != null && facts.viewable()) {
            hidden = false;
            measure(facts);
        } else {
            hidden = true;
            pixmapStale = true;
        }
        restacked = true;
        connection.sync(); // a window that went meanwhile is told by an event
    }

    private void adopt(long now) {
        long display = connection.display();
        if (frame != 0) {
            Xcomposite.xCompositeUnredirectWindow(display, frame, Xcomposite.AUTOMATIC);
        }
        frame = now;
        if (frame != target.id()) {
            Xlib.xSelectInput(display, frame, STRUCTURE_NOTIFY_MASK);
        }
        Xcomposite.xCompositeRedirectWindow(display, frame, Xcomposite.AUTOMATIC);
        pixmapStale = true;
    }

    private void measure(WindowTree.Facts facts) {
        int width = facts.width() + 2 * facts.border();
        int height = facts.height() + 2 * facts.border();
        if (pixmapStale || width != pixmapWidth || height != pixmapHeight) {
            takePixmap();
        }
        WindowTree.Margins shadow = tree.shadow(target.id());
        int innerWidth = (pixmapWidth - shadow.left() - shadow.right()) & ~1;
        int innerHeight = (pixmapHeight - shadow.top() - shadow.bottom()) & ~1;
        if (pixmap == 0 || innerWidth < LEAST_PIXELS || innerHeight < LEAST_PIXELS) {
            return;
        }
        canvas = new Canvas(pixmap, facts.x(), facts.y());
        drawn = new Canvas(frame, facts.x() + facts.border(), facts.y() + facts.border());
        area =
                new Rect(
                        facts.x() + shadow.left(),
                        facts.y() + shadow.top(),
                        innerWidth,
                        innerHeight);
    }

    /** The picture that the window has now; the one before stays where there is none. */
    private void takePixmap() {
        long display = connection.display();
        connection.sync();
        long fresh = Xcomposite.xCompositeNameWindowPixmap(display, frame);
        long base = connection.scratch().address();
        int known =
                Xlib.xGetGeometry(
                        display, fresh, base, base + 8, base + 12, base + 16, base + 20, base + 24,
                        base + 28);
        if (known == 0) {
            connection.sync();
            return;
        }
        if (connection.scratch().get(JAVA_INT, 28) < LEAST_DEPTH) {
            XlibWindows.xFreePixmap(display, fresh);
            return;
        }
        if (pixmap != 0) {
            XlibWindows.xFreePixmap(display, pixmap);
        }
        pixmap = fresh;
        pixmapWidth = connection.scratch().get(JAVA_INT, 16);
        pixmapHeight = connection.scratch().get(JAVA_INT, 20);
        pixmapStale = false;
    }

    @Override
    public Rect area() {
        return area;
    }

    @Override
    public Canvas canvas() {
        return canvas;
    }

    @Override
    public Canvas drawn() {
        return drawn;
    }

    @Override
    public Sight sight() {
        if (closed) {
            return Sight.CLOSED;
        }
        if (hidden) {
            return Sight.HIDDEN;
        }
        if (restacked) {
            restacked = false;
            covered = stack.covered(frame, area) >= COVERED;
        }
        return covered ? Sight.COVERED : Sight.SHOWN;
    }
}

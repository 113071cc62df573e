package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A screen or a region of the desktop. A screen is followed by its output's name: its number
 * changes as others come and go.
 */
final class DesktopPart implements Subject {

    private static final int SCREEN_CHANGE_MASK = 1;
    private static final long STRUCTURE_NOTIFY_MASK = 1 << 17;
    private static final int CONFIGURE_NOTIFY = 22;

    private final X11Connection connection;
    private final CaptureTarget target;
    private final Canvas root;
    private final int randrEvent;

    /** The name of the recorded screen's output; null for a region, and until it was found. */
    private @Nullable String output;

    private Rect area;

    private DesktopPart(X11Connection connection, CaptureTarget target) throws CaptureException {
        this.connection = connection;
        this.target = target;
        this.root = new Canvas(connection.root(), 0, 0);
        long display = connection.display();
        MemorySegment scratch = connection.scratch();
        long base = scratch.address();
        Xlib.xSelectInput(display, connection.root(), STRUCTURE_NOTIFY_MASK);
        if (Xrandr.xRRQueryExtension(display, base, base + 4) != 0) {
            randrEvent = scratch.get(JAVA_INT, 0);
            Xrandr.xRRSelectInput(display, connection.root(), SCREEN_CHANGE_MASK);
        } else {
            randrEvent = -1;
        }
        area = find();
    }

    /** Finds it and listens to changes of the screens. */
    static DesktopPart open(X11Connection connection, CaptureTarget target)
            throws CaptureException {
        return new DesktopPart(connection, target);
    }

    @Override
    public boolean onEvent(MemorySegment event) {
        int type = event.get(JAVA_INT, 0);
        return type == CONFIGURE_NOTIFY || type == randrEvent;
    }

    @Override
    public void locate() throws CaptureException {
        area = find();
    }

    private Rect find() throws CaptureException {
        int[] size = connection.rootSize();
        List<ScreenInfo> screens = connection.screens();
        String name = output;
        CaptureTarget wanted = name == null ? target : TargetArea.named(name, target, screens);
        Rect place = TargetArea.of(wanted, screens, size[0], size[1]);
        if (name == null && target instanceof CaptureTarget.Screen(int number)) {
            output = screens.get(number - 1).name();
        }
        return place;
    }

    @Override
    public Rect area() {
        return area;
    }

    @Override
    public Canvas canvas() {
        return root;
    }

    @Override
    public Canvas drawn() {
        return root;
    }

    @Override
    public Sight sight() {
        return Sight.SHOWN;
    }
}

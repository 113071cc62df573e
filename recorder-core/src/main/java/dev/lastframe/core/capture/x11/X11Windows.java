package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windows that a person sees. */
public final class X11Windows {

    /** Smaller ones are no windows to a person. */
    private static final int LEAST_PIXELS = 16;

    private X11Windows() {}

    /**
     * The windows on the screens, the uppermost first; without the desktop itself. Asks the display
     * some questions a window, over a connection of its own: tens of milliseconds.
     *
     * @param displayName null for the process's own display
     */
    public static List<WindowInfo> list(@Nullable String displayName) throws CaptureException {
        try (X11Connection connection = X11Connection.open(displayName)) {
            XErrors.enter();
            try {
                return list(new WindowTree(connection));
            } finally {
                connection.sync();
                XErrors.leave();
            }
        }
    }

    private static List<WindowInfo> list(WindowTree tree) {
        List<WindowInfo> found = new ArrayList<>();
        for (long frame : tree.onDesktop()) {
            WindowTree.Facts facts = tree.facts(frame);
            if (facts == null || !facts.viewable() || tree.isDesktop(frame)) {
                continue;
            }
            long client = tree.client(frame);
            WindowTree.Margins shadow = tree.shadow(client);
            int border = facts.border();
            int width = (facts.width() + 2 * border - shadow.left() - shadow.right()) & ~1;
            int height = (facts.height() + 2 * border - shadow.top() - shadow.bottom()) & ~1;
            if (width >= LEAST_PIXELS && height >= LEAST_PIXELS) {
                found.add(
                        new WindowInfo(
                                client,
                                tree.title(client),
                                new Rect(
                                        facts.x() + shadow.left(),
                                        facts.y() + shadow.top(),
                                        width,
                                        height)));
            }
        }
        return found.reversed();
    }
}

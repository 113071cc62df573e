package dev.lastframe.core.capture.x11;

import dev.lastframe.core.frame.Rect;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the server what has the focus and where the pointer is. Used by one thread. */
final class X11Focus {

    private static final int GET_GEOMETRY = 14;
    private static final int QUERY_TREE = 15;
    private static final int GET_PROPERTY = 20;
    private static final int QUERY_POINTER = 38;
    private static final int TRANSLATE_COORDINATES = 40;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int WM_NAME = 39;
    private static final int WM_CLASS = 67;
    private static final int POINTER_ROOT = 1;

    /** More ancestors than any window has. */
    private static final int MOST_ANCESTORS = 32;

    /** Of a name, in units of four bytes. */
    private static final int MOST_NAME = 256;

    private final XcbConnection connection;
    private final boolean titles;
    private final int activeWindow;
    private final int netWmName;

    /** What has the focus, and in which places it is. */
    record Focused(String application, Optional<String> title, List<Rect> windows) {

        static final Focused NOTHING = new Focused("", Optional.empty(), List.of());
    }

    /** Where the pointer is, and the topmost window under it; 0 for none. */
    record Place(int x, int y, int window) {}

    X11Focus(XcbConnection connection, boolean titles) {
        this.connection = connection;
        this.titles = titles;
        this.activeWindow = connection.atom("_NET_ACTIVE_WINDOW");
        this.netWmName = connection.atom("_NET_WM_NAME");
    }

    /** The property of the root window that names the active window. */
    int activeWindow() {
        return activeWindow;
    }

    /** Null where the display is lost. */
    @Nullable Place pointer() {
        ByteBuffer request = connection.request(QUERY_POINTER, 0).putInt(connection.root());
        ByteBuffer reply = connection.ask(request);
        return reply == null
                ? null
                : new Place(reply.getShort(16), reply.getShort(18), reply.getInt(12));
    }

    /**
     * The application whose window the pointer is over, also where that one never takes the focus;
     * empty where it has no name.
     */
    String applicationAt(Place place) {
        int window = place.window();
        for (int i = 0; window != 0 && i < MOST_ANCESTORS; i++) {
            String application = applicationOf(window);
            if (!application.isEmpty()) {
                return application;
            }
            // a window manager's frame: the application's own window is further down
            ByteBuffer reply = connection.ask(connection.request(QUERY_POINTER, 0).putInt(window));
            window = reply == null ? 0 : reply.getInt(12);
        }
        return "";
    }

    /** What has the focus now. */
    Focused find() {
        int focus = inputFocus();
        if (focus == 0) {
            return Focused.NOTHING;
        }
        int client = client(focus);
        Rect place = place(client);
        if (place == null) {
            return Focused.NOTHING;
        }
        List<Rect> windows = new ArrayList<>(List.of(place));
        int active = activeNow();
        String application = active == 0 ? "" : applicationOf(active);
        int named = client;
        if (application.isEmpty()) {
            application = applicationOf(client);
        } else if (active != client) {
            Rect other = place(active);
            if (other != null) {
                windows.add(other);
            }
            named = active;
        }
        return new Focused(
                application,
                titles && !application.isEmpty() ? Optional.of(title(named)) : Optional.empty(),
                windows);
    }

    private int inputFocus() {
        ByteBuffer reply = connection.ask(connection.request(GET_INPUT_FOCUS, 0));
        int focus = reply == null ? 0 : reply.getInt(8);
        if (focus != POINTER_ROOT && focus != connection.root()) {
            return focus;
        }
        // without a window manager keys go to what is under the pointer
        Place pointer = pointer();
        return pointer == null ? 0 : pointer.window();
    }

    /** The window that an application made for itself: the first upwards that names one. */
    private int client(int focus) {
        int window = focus;
        for (int i = 0; i < MOST_ANCESTORS; i++) {
            if (!applicationOf(window).isEmpty()) {
                return window;
            }
            ByteBuffer reply = connection.ask(connection.request(QUERY_TREE, 0).putInt(window));
            int parent = reply == null ? 0 : reply.getInt(12);
            if (parent == 0 || parent == connection.root()) {
                return window;
            }
            window = parent;
        }
        return focus;
    }

    private int activeNow() {
        ByteBuffer value = property(connection.root(), activeWindow, 1);
        return value == null || value.remaining() < Integer.BYTES ? 0 : value.getInt();
    }

    /** The second of two names, each of which ends with a zero. */
    private String applicationOf(int window) {
        ByteBuffer value = property(window, WM_CLASS, MOST_NAME);
        if (value == null) {
            return "";
        }
        String[] names = text(value, StandardCharsets.ISO_8859_1).split("\0", 0);
        return names.length == 0 ? "" : names[names.length - 1];
    }

    private String title(int window) {
        ByteBuffer modern = property(window, netWmName, MOST_NAME);
        if (modern != null) {
            return text(modern, StandardCharsets.UTF_8);
        }
        ByteBuffer old = property(window, WM_NAME, MOST_NAME);
        return old == null ? "" : text(old, StandardCharsets.ISO_8859_1);
    }

    private static String text(ByteBuffer value, Charset charset) {
        return charset.decode(value).toString();
    }

    /** Null where the window has none, or is gone. */
    private @Nullable ByteBuffer property(int window, int name, int most) {
        ByteBuffer request = connection.request(GET_PROPERTY, 0);
        request.putInt(window).putInt(name).putInt(0).putInt(0).putInt(most);
        ByteBuffer reply = connection.ask(request);
        if (reply == null || reply.getInt(8) == 0) {
            return null;
        }
        int bytes = reply.getInt(16) * (reply.get(1) & 0xff) / Byte.SIZE;
        return bytes == 0 ? null : reply.slice(32, bytes).order(reply.order());
    }

    /** The part of a window that is on the desktop; null where none is. */
    private @Nullable Rect place(int window) {
        ByteBuffer whole = geometry(connection.root());
        ByteBuffer own = geometry(window);
        ByteBuffer request = connection.request(TRANSLATE_COORDINATES, 0);
        request.putInt(window).putInt(connection.root()).putInt(0);
        ByteBuffer at = connection.ask(request);
        if (whole == null || own == null || at == null) {
            return null;
        }
        int x = at.getShort(12);
        int y = at.getShort(14);
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        int right = Math.min(whole.getShort(16) & 0xffff, x + (own.getShort(16) & 0xffff));
        int bottom = Math.min(whole.getShort(18) & 0xffff, y + (own.getShort(18) & 0xffff));
        return right <= left || bottom <= top
                ? null
                : new Rect(left, top, right - left, bottom - top);
    }

    private @Nullable ByteBuffer geometry(int window) {
        return connection.ask(connection.request(GET_GEOMETRY, 0).putInt(window));
    }
}

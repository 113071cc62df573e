package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The functions of {@code libX11} that capture needs; see their manual pages. */
final class Xlib {

    private static final SymbolLookup LIBRARY = Native.library("libX11.so.6");

    private static final MethodHandle XOPEN_DISPLAY =
            Native.returningLong(LIBRARY, "XOpenDisplay", "l");
    private static final MethodHandle XCLOSE_DISPLAY =
            Native.returningInt(LIBRARY, "XCloseDisplay", "l");
    private static final MethodHandle XDEFAULT_SCREEN =
            Native.returningInt(LIBRARY, "XDefaultScreen", "l");
    private static final MethodHandle XGET_SELECTION_OWNER =
            Native.returningLong(LIBRARY, "XGetSelectionOwner", "ll");
    private static final MethodHandle XDEFAULT_ROOT_WINDOW =
            Native.returningLong(LIBRARY, "XDefaultRootWindow", "l");
    private static final MethodHandle XDEFAULT_VISUAL =
            Native.returningLong(LIBRARY, "XDefaultVisual", "li");
    private static final MethodHandle XDEFAULT_DEPTH =
            Native.returningInt(LIBRARY, "XDefaultDepth", "li");
    private static final MethodHandle XSYNC = Native.returningInt(LIBRARY, "XSync", "li");
    private static final MethodHandle XEVENTS_QUEUED =
            Native.returningInt(LIBRARY, "XEventsQueued", "li");
    private static final MethodHandle XNEXT_EVENT =
            Native.returningInt(LIBRARY, "XNextEvent", "ll");
    private static final MethodHandle XCONNECTION_NUMBER =
            Native.returningInt(LIBRARY, "XConnectionNumber", "l");
    private static final MethodHandle XGET_EVENT_DATA =
            Native.returningInt(LIBRARY, "XGetEventData", "ll");
    private static final MethodHandle XFREE_EVENT_DATA =
            Native.returningVoid(LIBRARY, "XFreeEventData", "ll");
    private static final MethodHandle XSELECT_INPUT =
            Native.returningInt(LIBRARY, "XSelectInput", "lll");
    private static final MethodHandle XQUERY_POINTER =
            Native.returningInt(LIBRARY, "XQueryPointer", "lllllllll");
    private static final MethodHandle XQUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XQueryExtension", "lllll");
    private static final MethodHandle XGET_GEOMETRY =
            Native.returningInt(LIBRARY, "XGetGeometry", "lllllllll");
    private static final MethodHandle XGET_WINDOW_ATTRIBUTES =
            Native.returningInt(LIBRARY, "XGetWindowAttributes", "lll");
    private static final MethodHandle XWITHDRAW_WINDOW =
            Native.returningInt(LIBRARY, "XWithdrawWindow", "lli");
    private static final MethodHandle XGET_IMAGE =
            Native.returningLong(LIBRARY, "XGetImage", "lliiiili");
    private static final MethodHandle XDESTROY_IMAGE =
            Native.returningInt(LIBRARY, "XDestroyImage", "l");
    private static final MethodHandle XFREE = Native.returningInt(LIBRARY, "XFree", "l");
    private static final MethodHandle XGET_ATOM_NAME =
            Native.returningLong(LIBRARY, "XGetAtomName", "ll");
    private static final MethodHandle XRESOURCE_MANAGER_STRING =
            Native.returningLong(LIBRARY, "XResourceManagerString", "l");
    private static final MethodHandle XSET_ERROR_HANDLER =
            Native.returningLong(LIBRARY, "XSetErrorHandler", "l");
    private static final MethodHandle XSET_IOERROR_HANDLER =
            Native.returningLong(LIBRARY, "XSetIOErrorHandler", "l");

    private Xlib() {}

    static long xOpenDisplay(long name) {
        try {
            return (long) XOPEN_DISPLAY.invokeExact(name);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xCloseDisplay(long display) {
        try {
            return (int) XCLOSE_DISPLAY.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xDefaultScreen(long display) {
        try {
            return (int) XDEFAULT_SCREEN.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xGetSelectionOwner(long display, long selection) {
        try {
            return (long) XGET_SELECTION_OWNER.invokeExact(display, selection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xDefaultRootWindow(long display) {
        try {
            return (long) XDEFAULT_ROOT_WINDOW.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xDefaultVisual(long display, int screen) {
        try {
            return (long) XDEFAULT_VISUAL.invokeExact(display, screen);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xDefaultDepth(long display, int screen) {
        try {
            return (int) XDEFAULT_DEPTH.invokeExact(display, screen);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xSync(long display, int discard) {
        try {
            return (int) XSYNC.invokeExact(display, discard);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xEventsQueued(long display, int mode) {
        try {
            return (int) XEVENTS_QUEUED.invokeExact(display, mode);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xNextEvent(long display, long event) {
        try {
            return (int) XNEXT_EVENT.invokeExact(display, event);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xConnectionNumber(long display) {
        try {
            return (int) XCONNECTION_NUMBER.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xGetEventData(long display, long event) {
        try {
            return (int) XGET_EVENT_DATA.invokeExact(display, event);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xFreeEventData(long display, long event) {
        try {
            XFREE_EVENT_DATA.invokeExact(display, event);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xSelectInput(long display, long window, long mask) {
        try {
            return (int) XSELECT_INPUT.invokeExact(display, window, mask);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xWithdrawWindow(long display, long window, int screen) {
        try {
            return (int) XWITHDRAW_WINDOW.invokeExact(display, window, screen);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xGetWindowAttributes(long display, long window, long attributes) {
        try {
            return (int) XGET_WINDOW_ATTRIBUTES.invokeExact(display, window, attributes);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xQueryPointer(
            long display,
            long window,
            long root,
            long child,
            long rootX,
            long rootY,
            long winX,
            long winY,
            long mask) {
        try {
            return (int)
                    XQUERY_POINTER.invokeExact(
                            display, window, root, child, rootX, rootY, winX, winY, mask);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xQueryExtension(long display, long name, long opcode, long event, long error) {
        try {
            return (int) XQUERY_EXTENSION.invokeExact(display, name, opcode, event, error);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xGetGeometry(
            long display,
            long drawable,
            long root,
            long x,
            long y,
            long width,
            long height,
            long border,
            long depth) {
        try {
            return (int)
                    XGET_GEOMETRY.invokeExact(
                            display, drawable, root, x, y, width, height, border, depth);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xGetImage(
            long display,
            long drawable,
            int x,
            int y,
            int width,
            int height,
            long planes,
            int format) {
        try {
            return (long)
                    XGET_IMAGE.invokeExact(display, drawable, x, y, width, height, planes, format);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xDestroyImage(long image) {
        try {
            return (int) XDESTROY_IMAGE.invokeExact(image);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xFree(long data) {
        try {
            return (int) XFREE.invokeExact(data);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xGetAtomName(long display, long atom) {
        try {
            return (long) XGET_ATOM_NAME.invokeExact(display, atom);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xResourceManagerString(long display) {
        try {
            return (long) XRESOURCE_MANAGER_STRING.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xSetErrorHandler(long handler) {
        try {
            return (long) XSET_ERROR_HANDLER.invokeExact(handler);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xSetIOErrorHandler(long handler) {
        try {
            return (long) XSET_IOERROR_HANDLER.invokeExact(handler);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

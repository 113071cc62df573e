package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Composite: a window's picture of its own, whatever lies over it. */
final class Xcomposite {

    /** The server goes on to show the window by itself. */
    static final int AUTOMATIC = 0;

    private static final SymbolLookup LIBRARY = Native.library("libXcomposite.so.1");

    private static final MethodHandle XCOMPOSITE_QUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XCompositeQueryExtension", "lll");
    private static final MethodHandle XCOMPOSITE_QUERY_VERSION =
            Native.returningInt(LIBRARY, "XCompositeQueryVersion", "lll");
    private static final MethodHandle XCOMPOSITE_REDIRECT_WINDOW =
            Native.returningVoid(LIBRARY, "XCompositeRedirectWindow", "lli");
    private static final MethodHandle XCOMPOSITE_UNREDIRECT_WINDOW =
            Native.returningVoid(LIBRARY, "XCompositeUnredirectWindow", "lli");
    private static final MethodHandle XCOMPOSITE_NAME_WINDOW_PIXMAP =
            Native.returningLong(LIBRARY, "XCompositeNameWindowPixmap", "ll");

    private Xcomposite() {}

    static int xCompositeQueryExtension(long display, long eventBase, long errorBase) {
        try {
            return (int) XCOMPOSITE_QUERY_EXTENSION.invokeExact(display, eventBase, errorBase);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xCompositeQueryVersion(long display, long major, long minor) {
        try {
            return (int) XCOMPOSITE_QUERY_VERSION.invokeExact(display, major, minor);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xCompositeRedirectWindow(long display, long window, int update) {
        try {
            XCOMPOSITE_REDIRECT_WINDOW.invokeExact(display, window, update);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xCompositeUnredirectWindow(long display, long window, int update) {
        try {
            XCOMPOSITE_UNREDIRECT_WINDOW.invokeExact(display, window, update);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xCompositeNameWindowPixmap(long display, long window) {
        try {
            return (long) XCOMPOSITE_NAME_WINDOW_PIXMAP.invokeExact(display, window);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

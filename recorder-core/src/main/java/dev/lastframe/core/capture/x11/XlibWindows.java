package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The functions of {@code libX11} about other programs' windows; see their manual pages. */
final class XlibWindows {

    private static final SymbolLookup LIBRARY = Native.library("libX11.so.6");

    private static final MethodHandle XGET_WINDOW_ATTRIBUTES =
            Native.returningInt(LIBRARY, "XGetWindowAttributes", "lll");
    private static final MethodHandle XQUERY_TREE =
            Native.returningInt(LIBRARY, "XQueryTree", "llllll");
    private static final MethodHandle XINTERN_ATOM =
            Native.returningLong(LIBRARY, "XInternAtom", "lli");
    private static final MethodHandle XGET_WINDOW_PROPERTY =
            Native.returningInt(LIBRARY, "XGetWindowProperty", "lllllillllll");
    private static final MethodHandle XFREE_PIXMAP =
            Native.returningInt(LIBRARY, "XFreePixmap", "ll");

    private XlibWindows() {}

    static int xGetWindowAttributes(long display, long window, long attributes) {
        try {
            return (int) XGET_WINDOW_ATTRIBUTES.invokeExact(display, window, attributes);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xQueryTree(
            long display, long window, long root, long parent, long children, long count) {
        try {
            return (int) XQUERY_TREE.invokeExact(display, window, root, parent, children, count);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xInternAtom(long display, long name, int onlyIfExists) {
        try {
            return (long) XINTERN_ATOM.invokeExact(display, name, onlyIfExists);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xGetWindowProperty(
            long display,
            long window,
            long property,
            long offset,
            long length,
            int delete,
            long type,
            long actualType,
            long actualFormat,
            long count,
            long bytesAfter,
            long value) {
        try {
            return (int)
                    XGET_WINDOW_PROPERTY.invokeExact(
                            display,
                            window,
                            property,
                            offset,
                            length,
                            delete,
                            type,
                            actualType,
                            actualFormat,
                            count,
                            bytesAfter,
                            value);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xFreePixmap(long display, long pixmap) {
        try {
            return (int) XFREE_PIXMAP.invokeExact(display, pixmap);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

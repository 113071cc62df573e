package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** XFIXES: the pointer's picture, and regions on the server. */
final class Xfixes {

    private static final SymbolLookup LIBRARY = Native.library("libXfixes.so.3");

    private static final MethodHandle XFIXES_QUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XFixesQueryExtension", "lll");
    private static final MethodHandle XFIXES_QUERY_VERSION =
            Native.returningInt(LIBRARY, "XFixesQueryVersion", "lll");
    private static final MethodHandle XFIXES_SELECT_CURSOR_INPUT =
            Native.returningVoid(LIBRARY, "XFixesSelectCursorInput", "lll");
    private static final MethodHandle XFIXES_GET_CURSOR_IMAGE =
            Native.returningLong(LIBRARY, "XFixesGetCursorImage", "l");
    private static final MethodHandle XFIXES_CREATE_REGION =
            Native.returningLong(LIBRARY, "XFixesCreateRegion", "lli");
    private static final MethodHandle XFIXES_FETCH_REGION =
            Native.returningLong(LIBRARY, "XFixesFetchRegion", "lll");

    private Xfixes() {}

    static int xFixesQueryExtension(long display, long eventBase, long errorBase) {
        try {
            return (int) XFIXES_QUERY_EXTENSION.invokeExact(display, eventBase, errorBase);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xFixesQueryVersion(long display, long major, long minor) {
        try {
            return (int) XFIXES_QUERY_VERSION.invokeExact(display, major, minor);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xFixesSelectCursorInput(long display, long window, long mask) {
        try {
            XFIXES_SELECT_CURSOR_INPUT.invokeExact(display, window, mask);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xFixesGetCursorImage(long display) {
        try {
            return (long) XFIXES_GET_CURSOR_IMAGE.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xFixesCreateRegion(long display, long rectangles, int count) {
        try {
            return (long) XFIXES_CREATE_REGION.invokeExact(display, rectangles, count);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xFixesFetchRegion(long display, long region, long count) {
        try {
            return (long) XFIXES_FETCH_REGION.invokeExact(display, region, count);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

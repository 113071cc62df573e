package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** RANDR: the monitors and changes of the screen's size. */
final class Xrandr {

    private static final SymbolLookup LIBRARY = Native.library("libXrandr.so.2");

    private static final MethodHandle XRRQUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XRRQueryExtension", "lll");
    private static final MethodHandle XRRQUERY_VERSION =
            Native.returningInt(LIBRARY, "XRRQueryVersion", "lll");
    private static final MethodHandle XRRSELECT_INPUT =
            Native.returningVoid(LIBRARY, "XRRSelectInput", "lli");
    private static final MethodHandle XRRGET_MONITORS =
            Native.returningLong(LIBRARY, "XRRGetMonitors", "llil");
    private static final MethodHandle XRRFREE_MONITORS =
            Native.returningVoid(LIBRARY, "XRRFreeMonitors", "l");

    private Xrandr() {}

    static int xRRQueryExtension(long display, long eventBase, long errorBase) {
        try {
            return (int) XRRQUERY_EXTENSION.invokeExact(display, eventBase, errorBase);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xRRQueryVersion(long display, long major, long minor) {
        try {
            return (int) XRRQUERY_VERSION.invokeExact(display, major, minor);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xRRSelectInput(long display, long window, int mask) {
        try {
            XRRSELECT_INPUT.invokeExact(display, window, mask);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xRRGetMonitors(long display, long window, int active, long count) {
        try {
            return (long) XRRGET_MONITORS.invokeExact(display, window, active, count);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xRRFreeMonitors(long monitors) {
        try {
            XRRFREE_MONITORS.invokeExact(monitors);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

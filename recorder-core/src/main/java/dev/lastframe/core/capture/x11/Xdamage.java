package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** DAMAGE: which parts of the screen were drawn to. */
final class Xdamage {

    private static final SymbolLookup LIBRARY = Native.library("libXdamage.so.1");

    private static final MethodHandle XDAMAGE_QUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XDamageQueryExtension", "lll");
    private static final MethodHandle XDAMAGE_QUERY_VERSION =
            Native.returningInt(LIBRARY, "XDamageQueryVersion", "lll");
    private static final MethodHandle XDAMAGE_CREATE =
            Native.returningLong(LIBRARY, "XDamageCreate", "lli");
    private static final MethodHandle XDAMAGE_DESTROY =
            Native.returningVoid(LIBRARY, "XDamageDestroy", "ll");
    private static final MethodHandle XDAMAGE_SUBTRACT =
            Native.returningVoid(LIBRARY, "XDamageSubtract", "llll");

    private Xdamage() {}

    static int xDamageQueryExtension(long display, long eventBase, long errorBase) {
        try {
            return (int) XDAMAGE_QUERY_EXTENSION.invokeExact(display, eventBase, errorBase);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xDamageQueryVersion(long display, long major, long minor) {
        try {
            return (int) XDAMAGE_QUERY_VERSION.invokeExact(display, major, minor);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xDamageCreate(long display, long drawable, int level) {
        try {
            return (long) XDAMAGE_CREATE.invokeExact(display, drawable, level);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xDamageDestroy(long display, long damage) {
        try {
            XDAMAGE_DESTROY.invokeExact(display, damage);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void xDamageSubtract(long display, long damage, long repair, long parts) {
        try {
            XDAMAGE_SUBTRACT.invokeExact(display, damage, repair, parts);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

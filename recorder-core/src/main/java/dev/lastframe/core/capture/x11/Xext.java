package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** MIT-SHM: pictures in memory that the server shares with this process. */
final class Xext {

    private static final SymbolLookup LIBRARY = Native.library("libXext.so.6");

    private static final MethodHandle XSHM_QUERY_EXTENSION =
            Native.returningInt(LIBRARY, "XShmQueryExtension", "l");
    private static final MethodHandle XSHM_CREATE_IMAGE =
            Native.returningLong(LIBRARY, "XShmCreateImage", "lliillii");
    private static final MethodHandle XSHM_ATTACH =
            Native.returningInt(LIBRARY, "XShmAttach", "ll");
    private static final MethodHandle XSHM_DETACH =
            Native.returningInt(LIBRARY, "XShmDetach", "ll");
    private static final MethodHandle XSHM_GET_IMAGE =
            Native.returningInt(LIBRARY, "XShmGetImage", "llliil");

    private Xext() {}

    static int xShmQueryExtension(long display) {
        try {
            return (int) XSHM_QUERY_EXTENSION.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xShmCreateImage(
            long display,
            long visual,
            int depth,
            int format,
            long data,
            long segment,
            int width,
            int height) {
        try {
            return (long)
                    XSHM_CREATE_IMAGE.invokeExact(
                            display, visual, depth, format, data, segment, width, height);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xShmAttach(long display, long segment) {
        try {
            return (int) XSHM_ATTACH.invokeExact(display, segment);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xShmDetach(long display, long segment) {
        try {
            return (int) XSHM_DETACH.invokeExact(display, segment);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xShmGetImage(long display, long drawable, long image, int x, int y, long planes) {
        try {
            return (int) XSHM_GET_IMAGE.invokeExact(display, drawable, image, x, y, planes);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}

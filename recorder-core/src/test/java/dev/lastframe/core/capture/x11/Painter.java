package dev.lastframe.core.capture.x11;

import dev.lastframe.core.testing.VirtualScreen;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Another program on the screen: it draws to the desktop and moves the pointer as programs do, of
 * which no input device knows. Each method returns when the server has done it.
 */
final class Painter implements AutoCloseable {

    private static final SymbolLookup LIBRARY = Native.library("libX11.so.6");
    private static final MethodHandle CREATE_GC =
            Native.returningLong(LIBRARY, "XCreateGC", "llll");
    private static final MethodHandle SET_FOREGROUND =
            Native.returningInt(LIBRARY, "XSetForeground", "lll");
    private static final MethodHandle FILL_RECTANGLE =
            Native.returningInt(LIBRARY, "XFillRectangle", "llliiii");
    private static final MethodHandle WARP_POINTER =
            Native.returningInt(LIBRARY, "XWarpPointer", "llliiiiii");

    private final long display;
    private final long root;
    private final long context;

    Painter(VirtualScreen screen) {
        try (Arena call = Arena.ofConfined()) {
            display = Xlib.xOpenDisplay(call.allocateFrom(screen.display()).address());
            root = Xlib.xDefaultRootWindow(display);
            context = (long) CREATE_GC.invokeExact(display, root, 0L, 0L);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    void fill(int x, int y, int width, int height, int rgb) {
        try {
            int ignored = (int) SET_FOREGROUND.invokeExact(display, context, (long) rgb);
            ignored +=
                    (int) FILL_RECTANGLE.invokeExact(display, root, context, x, y, width, height);
            ignored += Xlib.xSync(display, 0);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    void warp(int x, int y) {
        try {
            int ignored =
                    (int) WARP_POINTER.invokeExact(display, 0L, root, 0, 0, 0, 0, x, y)
                            + Xlib.xSync(display, 0);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    @Override
    public void close() {
        Xlib.xCloseDisplay(display);
    }
}

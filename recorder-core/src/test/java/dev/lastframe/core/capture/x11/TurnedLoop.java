package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** GLib's own loop as this thread's, turned by hand. One at a time. */
final class TurnedLoop implements AutoCloseable {

    private static final SymbolLookup GLIB = Native.library("libglib-2.0.so.0");
    private static final MethodHandle CONTEXT =
            Native.returningLong(GLIB, "g_main_context_default", "");
    private static final MethodHandle ACQUIRE =
            Native.returningInt(GLIB, "g_main_context_acquire", "l");
    private static final MethodHandle RELEASE =
            Native.returningVoid(GLIB, "g_main_context_release", "l");
    private static final MethodHandle ITERATE =
            Native.returningInt(GLIB, "g_main_context_iteration", "li");

    TurnedLoop() {
        try {
            assertThat((int) ACQUIRE.invokeExact(context())).as("the context is free").isOne();
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** Does what there is to do, and waits for nothing. */
    void turn() {
        try {
            var _ = (int) ITERATE.invokeExact(context(), 0);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    @Override
    public void close() {
        try {
            RELEASE.invokeExact(context());
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    private static long context() throws Throwable {
        return (long) CONTEXT.invokeExact();
    }
}

package dev.lastframe.core.capture.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GLib, in whose default event loop JavaFX's application thread waits on Linux. */
final class Glib {

    static final SymbolLookup LIBRARY = Native.library("libglib-2.0.so.0");

    private static final Logger LOG = LoggerFactory.getLogger(Glib.class);

    private static final MethodHandle DEFAULT_CONTEXT =
            Native.returningLong(LIBRARY, "g_main_context_default", "");
    private static final MethodHandle IS_OWNER =
            Native.returningInt(LIBRARY, "g_main_context_is_owner", "l");

    private Glib() {}

    /**
     * Whether this thread runs the default loop.
     *
     * @throws IllegalArgumentException, or an error of linking, where there is no GLib
     */
    static boolean isThisThreads() {
        try {
            return (int) IS_OWNER.invokeExact((long) DEFAULT_CONTEXT.invokeExact()) != 0;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /**
     * A function pointer for C, for the life of the process.
     *
     * @param name of a static method of the class that looks it up, which must not throw
     */
    static long callback(MethodHandles.Lookup lookup, String name, FunctionDescriptor shape) {
        try {
            MethodHandle target =
                    lookup.findStatic(lookup.lookupClass(), name, shape.toMethodType());
            return Linker.nativeLinker().upcallStub(target, shape, Arena.global()).address();
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("no callback for the event loop", fault);
        }
    }

    /** What is left of a fault in a callback: nothing may be thrown into C. */
    static void tell(Throwable fault) {
        try {
            LOG.error("a callback of the event loop failed", fault);
        } catch (Throwable full) {
            // no memory even for that; in C it would end the process
        }
    }
}

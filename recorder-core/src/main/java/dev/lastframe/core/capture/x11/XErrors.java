package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The X error handler while our requests run. Xlib's own ends the process, and there is one for all
 * connections: errors on our connections are noted here, all others go to the handler that was
 * there before (GTK sets one too).
 */
final class XErrors {

    private static final int ERROR_CODE_OFFSET = 32;
    private static final Map<Long, AtomicInteger> OURS = new ConcurrentHashMap<>();
    private static final long HANDLER = makeHandler();
    private static final Object PLACE = new Object();

    /** How many stretches of requests are under way. */
    @GuardedBy("PLACE")
    private static int inside;

    /** Written with the place held, read by the handler. */
    private static volatile long previous;

    private XErrors() {}

    /** Errors on this connection will be noted while the handler is in place. */
    static void watch(long display) {
        OURS.put(display, new AtomicInteger());
    }

    static void forget(long display) {
        OURS.remove(display);
    }

    /**
     * Puts the handler in place, around each stretch of requests: GTK warns when it finds a foreign
     * handler. Stretches may lie inside one another, and threads may be in one at the same time:
     * the first puts it there and the last takes it away. Called by the capture thread, which is
     * the toolkit's own, so that nothing of GTK runs in between; any other works too. Waits for
     * nothing but another thread's same two calls.
     */
    static void enter() {
        synchronized (PLACE) {
            if (inside++ == 0) {
                long before = Xlib.xSetErrorHandler(HANDLER);
                if (before != HANDLER) {
                    previous = before;
                }
            }
        }
    }

    /** Ends the stretch; after the last one the handler is there that was there before. */
    static void leave() {
        synchronized (PLACE) {
            if (--inside == 0) {
                long found = Xlib.xSetErrorHandler(previous);
                if (found != HANDLER) {
                    // Somebody put another one there meanwhile, who will want to find it.
                    Xlib.xSetErrorHandler(found);
                }
            }
        }
    }

    /** The last error's code on this connection since the last call, 0 for none. */
    static int take(long display) {
        AtomicInteger code = OURS.get(display);
        return code == null ? 0 : code.getAndSet(0);
    }

    private static long makeHandler() {
        try {
            MethodHandle target =
                    MethodHandles.lookup()
                            .findStatic(
                                    XErrors.class,
                                    "onError",
                                    MethodType.methodType(int.class, long.class, long.class));
            return Linker.nativeLinker()
                    .upcallStub(
                            target,
                            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG),
                            Arena.global())
                    .address();
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("no handler for X errors", fault);
        }
    }

    /** Called by Xlib on the thread that reads the connection. Nothing may be thrown into C. */
    @SuppressWarnings("unused") // by the upcall stub
    private static int onError(long display, long event) {
        AtomicInteger code = OURS.get(display);
        if (code != null) {
            code.set(Native.at(event, 40).get(JAVA_BYTE, ERROR_CODE_OFFSET) & 0xff);
            return 0;
        }
        long next = previous;
        if (next == 0 || next == HANDLER) {
            return 0;
        }
        try {
            return (int)
                    Linker.nativeLinker()
                            .downcallHandle(
                                    MemorySegment.ofAddress(next),
                                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG))
                            .invokeExact(display, event);
        } catch (Throwable fault) {
            return 0;
        }
    }
}

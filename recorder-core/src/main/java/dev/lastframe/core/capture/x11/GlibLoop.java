package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GLib's event loop, in which JavaFX's application thread waits on Linux: tells that thread when
 * there is something to read on a connection, so that it need not wait for it itself. Another
 * thread that waited and then sent word would be woken twice as often. Used by the thread that runs
 * the loop alone.
 */
final class GlibLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GlibLoop.class);

    private static final MethodHandle FD_ADD =
            Native.returningInt(Glib.LIBRARY, "g_unix_fd_add_full", "iiilll");
    private static final MethodHandle REMOVE =
            Native.returningInt(Glib.LIBRARY, "g_source_remove", "i");

    /** Before the toolkit's own events: it is a moment's work. */
    private static final int PRIORITY_HIGH = -100;

    private static final int IO_IN = 1;

    /** There is room to write, as always. */
    private static final int IO_OUT = 4;

    private static final int GO_ON = 1;
    private static final int REMOVED = 0;

    private static final Map<Long, GlibLoop> WATCHERS = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_NUMBER = new AtomicLong();
    private static final long CALLBACK =
            Glib.callback(
                    MethodHandles.lookup(),
                    "onReadable",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

    private final int descriptor;
    private final BooleanSupplier awaited;
    private final Runnable ready;
    private final Long number = LAST_NUMBER.incrementAndGet();

    /** GLib's number of what is watched, 0 for nothing. */
    private int source;

    private GlibLoop(int descriptor, BooleanSupplier awaited, Runnable ready) {
        this.descriptor = descriptor;
        this.awaited = awaited;
        this.ready = ready;
    }

    /**
     * For a connection of this thread's.
     *
     * @param descriptor open until {@link #close}
     * @param awaited asked by this thread whenever there is something to read, or the other side is
     *     gone, while that is {@link #watch watched}; has to read it; says whether it waits for
     *     more
     * @param ready run when it does not; nothing is watched then
     * @return null where this thread is in no such loop, or GLib is missing
     */
    static @Nullable GlibLoop of(int descriptor, BooleanSupplier awaited, Runnable ready) {
        try {
            if (!Glib.isThisThreads()) {
                return null;
            }
            GlibLoop loop = new GlibLoop(descriptor, awaited, ready);
            WATCHERS.put(loop.number, loop);
            return loop;
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            LOG.debug("no event loop: {}", missing.toString());
            return null;
        }
    }

    /**
     * From now on, until nothing more is waited for.
     *
     * @param come whether everything was read already, while it was asked for: then that is told as
     *     soon as the loop goes on, since nothing more may come
     */
    void watch(boolean come) {
        if (source == 0) {
            try {
                source =
                        (int)
                                FD_ADD.invokeExact(
                                        PRIORITY_HIGH,
                                        descriptor,
                                        come ? IO_IN | IO_OUT : IO_IN,
                                        CALLBACK,
                                        (long) number,
                                        0L);
            } catch (Throwable fault) {
                throw Native.broken(fault);
            }
        }
    }

    /** What was waited for is here, or not wanted any more. */
    void unwatch() {
        if (source != 0) {
            try {
                int ignored = (int) REMOVE.invokeExact(source);
            } catch (Throwable fault) {
                throw Native.broken(fault);
            }
            source = 0;
        }
    }

    @Override
    public void close() {
        unwatch();
        WATCHERS.remove(number);
    }

    /** Called by GLib in its loop. Nothing may be thrown into C. */
    @SuppressWarnings("unused") // by the upcall stub
    private static int onReadable(int ignored, int condition, long number) {
        try {
            GlibLoop watcher = WATCHERS.get(number);
            if (watcher == null || watcher.goesOn()) {
                return watcher == null ? REMOVED : GO_ON;
            }
            watcher.ready.run();
        } catch (Throwable fault) {
            Glib.tell(fault);
        }
        return REMOVED;
    }

    /** Who cannot be asked waits for nothing. */
    private boolean goesOn() {
        boolean more = false;
        try {
            more = awaited.getAsBoolean();
        } catch (RuntimeException | Error fault) {
            Glib.tell(fault);
        }
        if (!more) {
            source = 0;
        }
        return more;
    }
}

package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GLib's own loop, turned by hand on the test's thread. */
@Timeout(60)
final class GlibLoopIT {

    private static final SymbolLookup GLIB = Native.library("libglib-2.0.so.0");
    private static final MethodHandle CONTEXT =
            Native.returningLong(GLIB, "g_main_context_default", "");
    private static final MethodHandle ACQUIRE =
            Native.returningInt(GLIB, "g_main_context_acquire", "l");
    private static final MethodHandle RELEASE =
            Native.returningVoid(GLIB, "g_main_context_release", "l");
    private static final MethodHandle ITERATE =
            Native.returningInt(GLIB, "g_main_context_iteration", "li");

    private static final MethodHandle EVENTFD = Native.returningInt(Native.libc(), "eventfd", "ii");
    private static final MethodHandle WRITE = Native.returningLong(Native.libc(), "write", "ill");
    private static final MethodHandle CLOSE = Native.returningInt(Native.libc(), "close", "i");

    /** There is always room to write to it, and something to read from the first writing on. */
    private final int descriptor = descriptor();

    private final List<String> told = new ArrayList<>();
    private boolean awaits;
    private boolean breaks;
    private @Nullable GlibLoop loop;

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
            release();
        }
        closeDescriptor();
    }

    @Test
    void aThreadThatRunsNoLoopHasNone() {
        assertThat(GlibLoop.of(descriptor, () -> false, () -> {})).isNull();
    }

    @Test
    void whatComesIsToldOnceUntilItIsWatchedAgain() {
        GlibLoop watched = begin();
        watched.watch(false);
        turn();
        assertThat(told).as("nothing has come").isEmpty();

        arrive();
        turn();
        assertThat(told).containsExactly("asked", "ready");
        turn();
        assertThat(told).as("it is not watched").hasSize(2);

        watched.watch(false);
        turn();
        assertThat(told).containsExactly("asked", "ready", "asked", "ready");
    }

    @Test
    void whoWaitsForMoreIsAskedAgain() {
        GlibLoop watched = begin();
        awaits = true;
        watched.watch(false);
        arrive();
        turn();
        turn();
        assertThat(told).containsExactly("asked", "asked");

        awaits = false;
        turn();
        turn();
        assertThat(told).containsExactly("asked", "asked", "asked", "ready");
    }

    @Test
    void whatWasReadBeforeIsToldThoughNothingMoreComes() {
        GlibLoop watched = begin();
        watched.watch(true);

        turn();
        turn();

        assertThat(told).containsExactly("asked", "ready");
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotTold() {
        GlibLoop watched = begin();
        watched.watch(false);
        arrive();
        watched.unwatch();
        watched.unwatch();
        turn();
        assertThat(told).isEmpty();

        watched.watch(false);
        watched.close();
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void aFaultInItDoesNotReachTheLoop() {
        GlibLoop watched = begin();
        breaks = true;
        watched.watch(false);
        arrive();
        turn();
        breaks = false;
        watched.watch(false);
        turn();

        assertThat(told).containsExactly("asked", "ready", "asked", "ready");
    }

    private GlibLoop begin() {
        try {
            assertThat((int) ACQUIRE.invokeExact(context())).as("the context is free").isOne();
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
        loop = GlibLoop.of(descriptor, this::asked, this::ready);
        return Objects.requireNonNull(loop);
    }

    private boolean asked() {
        told.add("asked");
        return awaits;
    }

    private void ready() {
        told.add("ready");
        if (breaks) {
            throw new IllegalStateException("of the test");
        }
    }

    private static void turn() {
        try {
            var _ = (int) ITERATE.invokeExact(context(), 0);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    private static int descriptor() {
        try {
            return (int) EVENTFD.invokeExact(0, 0);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    private void closeDescriptor() {
        try {
            assertThat((int) CLOSE.invokeExact(descriptor)).isZero();
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    private void arrive() {
        try (Arena arena = Arena.ofConfined()) {
            long one = arena.allocateFrom(JAVA_LONG, 1).address();
            assertThat((long) WRITE.invokeExact(descriptor, one, 8L)).isEqualTo(8);
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    private static void release() {
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

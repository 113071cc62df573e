package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
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

    private static final MethodHandle EVENTFD = Native.returningInt(Native.libc(), "eventfd", "ii");
    private static final MethodHandle WRITE = Native.returningLong(Native.libc(), "write", "ill");
    private static final MethodHandle CLOSE = Native.returningInt(Native.libc(), "close", "i");

    /** There is always room to write to it, and something to read from the first writing on. */
    private final int descriptor = descriptor();

    private final List<String> told = new ArrayList<>();
    private boolean awaits;
    private boolean breaks;
    private boolean askingBreaks;
    private @Nullable TurnedLoop turned;
    private @Nullable GlibLoop loop;

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
        if (turned != null) {
            turned.close();
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
    void whoCannotBeAskedWaitsForNothing() {
        GlibLoop watched = begin();
        askingBreaks = true;
        watched.watch(false);
        arrive();
        turn();
        turn();
        assertThat(told).containsExactly("asked", "ready");

        askingBreaks = false;
        watched.watch(false);
        turn();
        assertThat(told).containsExactly("asked", "ready", "asked", "ready");
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
        turned = new TurnedLoop();
        loop = GlibLoop.of(descriptor, this::asked, this::ready);
        return Objects.requireNonNull(loop);
    }

    private boolean asked() {
        told.add("asked");
        if (askingBreaks) {
            throw new IllegalStateException("of the test");
        }
        return awaits;
    }

    private void ready() {
        told.add("ready");
        if (breaks) {
            throw new IllegalStateException("of the test");
        }
    }

    private void turn() {
        Objects.requireNonNull(turned).turn();
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
}

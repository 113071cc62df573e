package dev.lastframe.core.time;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Linux's clock that goes on while the computer sleeps. Callable from any thread. */
final class BootTime {

    private static final int CLOCK_BOOTTIME = 7; // linux/time.h

    /** It is over at once, and need not let go of the virtual machine. */
    private static final @Nullable MethodHandle CLOCK_GETTIME =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                    ? Linker.nativeLinker()
                            .defaultLookup()
                            .find("clock_gettime")
                            .map(address ->
                                    Linker.nativeLinker()
                                            .downcallHandle(
                                                    address,
                                                    FunctionDescriptor.of(
                                                            JAVA_INT, JAVA_INT, ADDRESS),
                                                    Linker.Option.critical(true)))
                            .orElse(null)
                    : null;

    /**
     * Where the system writes seconds and nanoseconds: a tick asks twice, and leaves no garbage.
     */
    private static final ThreadLocal<Place> PLACE = ThreadLocal.withInitial(Place::new);

    /** Whether there is such a clock here. */
    static final boolean AVAILABLE = CLOCK_GETTIME != null && read(CLOCK_GETTIME) >= 0;

    private BootTime() {}

    /** An array as the system sees it: foreign memory takes a dozen calls to read. */
    private static final class Place {
        final long[] time = new long[2];
        final MemorySegment segment = MemorySegment.ofArray(time);
    }

    /** Since the computer started. */
    static long nanos() {
        return read(Objects.requireNonNull(CLOCK_GETTIME));
    }

    /** Negative where the system refuses. */
    private static long read(MethodHandle clock) {
        Place place = PLACE.get();
        try {
            int refused = (int) clock.invokeExact(CLOCK_BOOTTIME, place.segment);
            return refused == 0 ? TimeUnit.SECONDS.toNanos(place.time[0]) + place.time[1] : -1;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("clock_gettime failed", fault);
        }
    }
}

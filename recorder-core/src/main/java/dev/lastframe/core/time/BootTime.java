package dev.lastframe.core.time;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Linux's clock that goes on while the computer sleeps. Callable from any thread. */
final class BootTime {

    private static final int CLOCK_BOOTTIME = 7; // linux/time.h
    private static final int TIMESPEC_BYTES = 16; // two longs on 64-bit systems

    private static final Optional<MethodHandle> CLOCK_GETTIME =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                    ? Linker.nativeLinker()
                            .defaultLookup()
                            .find("clock_gettime")
                            .map(address ->
                                    Linker.nativeLinker()
                                            .downcallHandle(
                                                    address,
                                                    FunctionDescriptor.of(
                                                            JAVA_INT, JAVA_INT, ADDRESS)))
                    : Optional.empty();

    /** Where the system writes the time: a tick asks twice, and leaves no garbage for it. */
    private static final ThreadLocal<MemorySegment> PLACE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(TIMESPEC_BYTES, Long.BYTES));

    /** Whether there is such a clock here. */
    static final boolean AVAILABLE = CLOCK_GETTIME.isPresent() && read() >= 0;

    private BootTime() {}

    static long nanos() {
        return read();
    }

    /** Since the computer started; negative where the system refuses. */
    private static long read() {
        MemorySegment time = PLACE.get();
        try {
            int refused = (int) CLOCK_GETTIME.orElseThrow().invokeExact(CLOCK_BOOTTIME, time);
            return refused == 0
                    ? TimeUnit.SECONDS.toNanos(time.get(JAVA_LONG, 0))
                            + time.get(JAVA_LONG, Long.BYTES)
                    : -1;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("clock_gettime failed", fault);
        }
    }
}

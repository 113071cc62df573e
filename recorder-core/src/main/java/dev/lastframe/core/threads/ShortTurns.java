package dev.lastframe.core.threads;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives threads that work little at a time a processor as soon as they wake up. Linux (since 6.12)
 * lets a thread ask for short turns; one that has not had its share then pushes aside a thread with
 * longer ones, which would be left alone for some milliseconds otherwise. Its share stays the same.
 * Does nothing on other systems and on kernels that do not know it. Callable from any platform
 * thread.
 */
public final class ShortTurns {

    /**
     * A tick fits into it, and it is shorter than what Linux gives others: about 0.7 ms with one
     * processor, 1.4 with two, 3 with eight and more. It takes 0.1 to 100 ms.
     */
    static final long TURN_NANOS = 500_000;

    private static final Logger LOG = LoggerFactory.getLogger(ShortTurns.class);

    /** What Linux keeps of a thread's name. */
    private static final int NAME_LENGTH = 15;

    /** Of {@code linux/sched/types.h}, in its first version. */
    private static final StructLayout ATTRIBUTES =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("size"),
                    JAVA_INT.withName("policy"),
                    JAVA_LONG.withName("flags"),
                    JAVA_INT.withName("nice"),
                    JAVA_INT.withName("priority"),
                    JAVA_LONG.withName("runtime"),
                    JAVA_LONG.withName("deadline"),
                    JAVA_LONG.withName("period"));

    private static final long FLAGS = offset("flags");
    private static final long RUNTIME = offset("runtime");

    /** Threads that it starts have turns as long as all others. */
    private static final long RESET_ON_FORK = 1;

    /**
     * Numbers of the two calls, which the C library has had names for since 2.41 only.
     *
     * @param set {@code sched_setattr}
     * @param get {@code sched_getattr}
     */
    private record Calls(long set, long get) {

        static final long UNKNOWN = -1;

        /** Of this processor, on Linux. */
        static Calls here() {
            return switch (System.getProperty("os.arch", "")) {
                case "amd64" -> new Calls(314, 315);
                case "aarch64" -> new Calls(274, 275);
                default -> new Calls(UNKNOWN, UNKNOWN);
            };
        }
    }

    private ShortTurns() {}

    /**
     * From now on each thread of this process with this name has short turns; threads that it
     * starts do not.
     *
     * @return how many have them now; 0 on other systems and on kernels that do not know it
     */
    public static int takeOf(String name) {
        String kept = name.substring(0, Math.min(name.length(), NAME_LENGTH));
        return Math.toIntExact(
                OwnThreads.named(kept::equals).stream().filter(ShortTurns::take).count());
    }

    /**
     * How long a thread's turns are, as the system keeps it.
     *
     * @param thread its number; 0 for the calling thread
     * @return in nanoseconds; 0 where none are kept for a thread, or nothing is told
     */
    static long turnNanos(int thread) {
        try (Arena arena = Arena.ofConfined()) {
            return ask(thread, arena).map(told -> told.get(JAVA_LONG, RUNTIME)).orElse(0L);
        }
    }

    /** Older kernels take the wish and keep nothing of it. */
    private static boolean take(int thread) {
        try (Arena arena = Arena.ofConfined()) {
            Optional<MemorySegment> told = ask(thread, arena);
            if (told.isPresent()) {
                MemorySegment attributes = told.get();
                attributes.set(JAVA_LONG, FLAGS, attributes.get(JAVA_LONG, FLAGS) | RESET_ON_FORK);
                attributes.set(JAVA_LONG, RUNTIME, TURN_NANOS);
                call(Calls.here().set(), thread, attributes, 0);
            }
        }
        boolean taken = turnNanos(thread) == TURN_NANOS;
        if (!taken) {
            LOG.debug("the turns of thread {} could not be shortened", thread);
        }
        return taken;
    }

    /** What holds for a thread, in memory of the arena; empty where it cannot be asked. */
    private static Optional<MemorySegment> ask(int thread, Arena arena) {
        MemorySegment attributes = arena.allocate(ATTRIBUTES);
        int size = Math.toIntExact(ATTRIBUTES.byteSize());
        return call(Calls.here().get(), thread, attributes, size) == 0
                ? Optional.of(attributes)
                : Optional.empty();
    }

    /**
     * @param last what the call takes behind the attributes, as often as it takes any
     * @return 0 when it was done
     */
    private static long call(long number, int thread, MemorySegment attributes, int last) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> found = linker.defaultLookup().find("syscall");
        if (number == Calls.UNKNOWN || found.isEmpty()) {
            return Calls.UNKNOWN;
        }
        MethodHandle call =
                linker.downcallHandle(
                        found.get(),
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                        Linker.Option.firstVariadicArg(1));
        try {
            return (long) call.invokeExact(number, thread, attributes, last, 0);
        } catch (Throwable fault) {
            throw new IllegalStateException("the turns of a thread", fault);
        }
    }

    private static long offset(String field) {
        return ATTRIBUTES.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
}

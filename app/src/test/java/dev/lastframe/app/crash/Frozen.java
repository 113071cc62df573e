package dev.lastframe.app.crash;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that was stopped at one moment by the system: it does nothing any more, and what its
 * threads have waited for a core so far can be read before it is killed. For one thread.
 */
final class Frozen {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STOP = 19; // signal(7), but for Alpha, MIPS and PA-RISC
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle KILL =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().find("kill").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Frozen() {}

    /**
     * Stops a process; returns when no thread of it runs any more.
     *
     * @return the moment just before, in {@code System.nanoTime()}
     */
    static long at(Process process) {
        long now = System.nanoTime();
        try {
            if ((int) KILL.invokeExact((int) process.pid(), STOP) != 0) {
                throw new IllegalStateException("the process " + process.pid() + " is gone");
            }
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
        Waits.eventually(
                LIMIT,
                "the process stands still",
                () -> threads(process.pid()).allMatch(Frozen::isStopped));
        return now;
    }

    /**
     * How long threads that a process has now have waited for a core so far, all together: what the
     * rest of a busy computer took from them. All threads wait once more to be stopped, those too
     * that had nothing to do: so only some of them are asked for.
     *
     * @param names with what the threads' names begin, as far as the system keeps them
     */
    static long waitedNanos(long pid, List<String> names) {
        return threads(pid)
                .filter(thread -> names.stream().anyMatch(read(thread.resolve("comm"))::startsWith))
                .mapToLong(Frozen::threadWaitedNanos)
                .sum();
    }

    private static Stream<Path> threads(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.toList().stream();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean isStopped(Path thread) {
        String stat = read(thread.resolve("stat"));
        // The name is in parentheses and may itself hold spaces and parentheses.
        int state = stat.lastIndexOf(')') + 2;
        return stat.isEmpty() || stat.charAt(state) == 'T';
    }

    private static long threadWaitedNanos(Path thread) {
        List<String> words = Arrays.asList(read(thread.resolve("schedstat")).split(" ", -1));
        return words.size() < 2 ? 0 : Long.parseLong(words.get(1));
    }

    /** Empty of a thread that has ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}

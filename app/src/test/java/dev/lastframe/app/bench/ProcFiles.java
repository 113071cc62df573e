package dev.lastframe.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux counts for processes, from {@code /proc} (proc(5)). A process that is gone counts as
 * 0. For any thread; blocks for a moment.
 */
public final class ProcFiles {

    /** {@code USER_HZ}: the unit of {@code /proc/PID/stat} on every architecture we build for. */
    private static final double TICKS_A_SECOND = 100;

    // Fields of /proc/PID/stat, counted from the one after the program's name.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /** In the first line of /proc/stat: user, nice, system, irq, softirq, steal. */
    private static final List<Integer> MACHINE_BUSY = List.of(1, 2, 3, 6, 7, 8);

    private ProcFiles() {}

    /** CPU time of a process, its living descendants and all that it waited for, in seconds. */
    public static double treeSeconds(ProcessHandle root) {
        double sum = seconds(root.pid());
        for (ProcessHandle descendant : root.descendants().toList()) {
            sum += seconds(descendant.pid());
        }
        return sum;
    }

    /**
     * CPU time of all ended and awaited children of this very process, in seconds. Read before a
     * child's start and after its end, the difference is exactly what that child cost, if no other
     * ended in between.
     */
    static double endedChildrenSeconds() {
        return ticks(Path.of("/proc/self/stat"), CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME)
                / TICKS_A_SECOND;
    }

    /**
     * CPU time of everything on this computer since it started, in seconds: also of the kernel, and
     * what a hypervisor gave to others meanwhile.
     */
    public static double machineSeconds() {
        List<String> words = Arrays.asList(line("/proc/stat").split("\\s+", -1));
        return MACHINE_BUSY.stream().mapToLong(i -> Long.parseLong(words.get(i))).sum()
                / TICKS_A_SECOND;
    }

    /** Proportional set size of a process and its living descendants, in bytes. */
    static long treePssBytes(ProcessHandle root) {
        long sum = pssBytes(root.pid());
        for (ProcessHandle descendant : root.descendants().toList()) {
            sum += pssBytes(descendant.pid());
        }
        return sum;
    }

    /** How often the threads that a process has now have waited for something so far. */
    public static long wakeUps(long pid) {
        return wakeUps(pid, "");
    }

    /**
     * The same of those threads alone whose names begin like this.
     *
     * @param name at most 15 characters, as the system keeps no more
     */
    public static long wakeUps(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.mapToLong(thread -> wakeUps(thread, name)).sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long wakeUps(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(name)
                    ? number(thread.resolve("status"), "voluntary_ctxt_switches:")
                    : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A file of one line, or "unknown". */
    static String line(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private static double seconds(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        return ticks(stat, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME)
                / TICKS_A_SECOND;
    }

    private static long ticks(Path stat, int... fields) {
        try {
            String text = Files.readString(stat);
            // The name is in parentheses and may itself hold spaces and parentheses.
            List<String> words =
                    Arrays.asList(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
            return Arrays.stream(fields).mapToLong(i -> Long.parseLong(words.get(i))).sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long pssBytes(long pid) {
        return 1024 * number(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
    }

    /** The number in the line that begins so. */
    private static long number(Path file, String begin) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(begin)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}

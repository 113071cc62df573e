package dev.lastframe.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The computer that was measured on.
 *
 * @param load the load average of the last minute before the benchmark began
 * @param programs what else took part, with versions
 */
public record Machine(
        int cores,
        String processor,
        String memory,
        String kernel,
        String jdk,
        String load,
        List<String> programs) {

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name"),
                field("/proc/meminfo", "MemTotal"),
                ProcFiles.line("/proc/sys/kernel/osrelease"),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor"))
                        + " ("
                        + System.getProperty("java.runtime.version")
                        + ")",
                Arrays.asList(ProcFiles.line("/proc/loadavg").split(" ", -1)).getFirst(),
                List.of());
    }

    /** The same, with the programs that take part. */
    Machine with(List<String> others) {
        return new Machine(cores, processor, memory, kernel, jdk, load, others);
    }

    private static String field(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException unreadable) {
            // Then it is not known.
        }
        return "unknown";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Machine: %d cores of %s, %s memory, Linux %s, JDK %s, Xvfb without a GPU; load"
                        + " average %s at the start.%s",
                cores,
                processor,
                memory,
                kernel,
                jdk,
                load,
                programs.isEmpty() ? "" : " " + String.join(", ", programs) + ".");
    }
}

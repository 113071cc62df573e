package dev.lastframe.app.cli;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * When a person pressed the key that started this process: Java takes some tenths of a second to
 * begin, more or less, and two quick presses have to stay two quick presses.
 */
final class PressTime {

    private static final Path STAT = Path.of("/proc/self/stat");

    /** The start's place among the fields behind the program's name; proc(5). */
    private static final int START_FIELD = 20;

    /** Linux counts it in hundredths of a second, since the computer started. */
    private static final long NANOS_A_TICK = Duration.ofMillis(10).toNanos();

    /** A start that took longer is not believed. */
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private PressTime() {}

    /** On the monotonic clock; now, where the system does not tell. Blocks for a moment. */
    static long of(NanoClock clock) {
        long now = clock.nanoTime();
        try {
            String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            return of(stat, clock.bootNanos(), now);
        } catch (IOException elsewhere) {
            return now;
        }
    }

    /**
     * The same of what Linux says about a process.
     *
     * @param bootNanos now, on the clock that also goes on in sleep
     * @param now the same on the monotonic clock
     */
    static long of(String stat, long bootNanos, long now) {
        // the name stands in brackets, and may hold brackets and spaces itself
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1));
        if (fields.size() <= START_FIELD || !fields.get(START_FIELD).matches("\\d{1,11}")) {
            return now;
        }
        long age = bootNanos - Long.parseLong(fields.get(START_FIELD)) * NANOS_A_TICK;
        return age >= 0 && age < LONGEST_NANOS ? now - age : now;
    }
}

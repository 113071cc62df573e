package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sends signals to programs that a test started. */
public final class Signals {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String INTERRUPT = "INT";
    private static final int INTERRUPT_BIT = 1 << 1;

    private Signals() {}

    /**
     * Sends one, unless the process ends before; what becomes of it is not waited for.
     *
     * @param name without SIG: {@code "TERM"}
     * @throws AssertionError where it cannot arrive
     */
    public static void send(String name, Process to) {
        send(name, to.toHandle());
    }

    /** The same to a process of which only its number is known. */
    public static void send(String name, ProcessHandle to) {
        if (name.equals(INTERRUPT)) {
            assertThat(interruptsAreIgnored())
                    .as(
                            "SIGINT is ignored by this process, and so by all that it starts, as it"
                                    + " is in a shell's background job: begin it with \"env"
                                    + " --default-signal=INT\"")
                    .isFalse();
        }
        try {
            Process kill =
                    new ProcessBuilder(
                                    Programs.require("kill").toString(),
                                    "-" + name,
                                    Long.toString(to.pid()))
                            .inheritIO()
                            .start();
            int refused = Waits.exitCode(kill, LIMIT, "kill -" + name);
            assertThat(refused == 0 || !to.isAlive()).as("SIG%s was sent", name).isTrue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A shell's background job ignores SIGINT, and so do Java and all that is started by it. */
    public static boolean interruptsAreIgnored() {
        try {
            return ignoresInterrupts(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean ignoresInterrupts(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line ->
                        (Integer.parseInt(line.substring(line.length() - 1), 16) & INTERRUPT_BIT)
                                != 0);
    }
}

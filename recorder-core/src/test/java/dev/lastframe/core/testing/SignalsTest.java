package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class SignalsTest {

    /** What a shell makes of a background job, told by Linux itself. */
    @Test
    void whoInheritsAnIgnoredInterruptIsKnown() throws IOException {
        assertThat(Signals.ignoresInterrupts(status("trap '' INT"))).isTrue();
        assertThat(Signals.ignoresInterrupts(status("trap '' HUP QUIT"))).isFalse();
    }

    private static List<String> status(String before) throws IOException {
        Process shell =
                new ProcessBuilder(
                                "env",
                                "--default-signal=INT",
                                "sh",
                                "-c",
                                before + "; exec cat /proc/self/status")
                        .start();
        String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Waits.exitCode(shell, Duration.ofMinutes(1), "cat")).isZero();
        return told.lines().toList();
    }
}

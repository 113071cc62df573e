package dev.lastframe.app.bench;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a program writes, to standard output and errors, until it ends. */
final class ProgramOutput {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ProgramOutput() {}

    /**
     * Runs it. Blocks.
     *
     * @param name what the sentence of a failure calls it
     * @throws BenchFailure with what it wrote, unless it ends with exit code 0
     */
    static String of(String name, String... command) {
        return of(name, LIMIT, command);
    }

    /**
     * The same.
     *
     * @param limit from when it has written everything until its end
     */
    static String of(String name, Duration limit, String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String words =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = Waits.exitCode(process, limit, name);
            if (code != 0) {
                throw new BenchFailure(name + " ended with " + code + ": " + words.strip());
            }
            return words;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

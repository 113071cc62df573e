package dev.lastframe.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * One run of a program whose output is read while it runs, and whose errors are kept for the
 * sentence it fails with. Blocks its caller; never holds more than the last lines of the errors.
 */
final class ChildProgram {

    private static final int KEPT_LINES = 20;
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    /** What reads a program's standard output to its end. */
    @FunctionalInterface
    interface OutputReader<T> {
        T read(InputStream output) throws IOException;
    }

    private ChildProgram() {}

    /**
     * Runs the program and gives what the reader made of its output.
     *
     * @param data gets each line of standard error and says whether it is data rather than a
     *     message worth keeping; called by a thread of its own that has ended when this returns
     * @throws FfmpegException with the last lines of its errors, unless it ends with exit code 0
     */
    static <T> T run(List<String> command, Predicate<String> data, OutputReader<T> reader) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            Deque<String> last = new ArrayDeque<>();
            Thread errors =
                    Thread.ofPlatform()
                            .daemon()
                            .name("errors of " + command.getFirst())
                            .start(() -> readErrors(process, data, last));
            T result;
            try {
                result = reader.read(process.getInputStream());
                int code = Waits.exitCode(process, END_LIMIT, command.getFirst());
                errors.join();
                if (code != 0) {
                    throw new FfmpegException(
                            command.getFirst()
                                    + " ended with "
                                    + code
                                    + ":\n"
                                    + String.join("\n", last));
                }
            } finally {
                Waits.kill(process);
            }
            return result;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new FfmpegException("interrupted while " + command.getFirst() + " ran");
        }
    }

    private static void readErrors(Process process, Predicate<String> data, Deque<String> last) {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                if (!data.test(line)) {
                    last.addLast(line);
                }
                if (last.size() > KEPT_LINES) {
                    last.removeFirst();
                }
                line = reader.readLine();
            }
        } catch (IOException ended) {
            last.addLast("(" + ended.getMessage() + ")");
        }
    }
}

package dev.lastframe.app.cli;

import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.ControlException;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.time.NanoClock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the window's program as a process that outlives this one and its terminal. Used by the
 * main thread; blocks.
 */
final class WindowStarter {

    /** The launcher tells where it is. */
    static final String PROGRAM = "lastframe.program";

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(50).toNanos();

    private final Map<String, String> environment;
    private final Places places;
    private final NanoClock clock;

    WindowStarter(Map<String, String> environment, Places places, NanoClock clock) {
        this.environment = environment;
        this.places = places;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param exitCode for this process
     * @param sentence what to tell
     */
    record Started(int exitCode, String sentence) {}

    /**
     * Opens the window with a press of the record button, and waits until it records.
     *
     * @param pressedNanos when it was pressed, on the monotonic clock
     */
    Started recording(long pressedNanos) throws IOException, InterruptedException {
        String program = System.getProperty(PROGRAM, "");
        if (program.isEmpty()) {
            return new Started(
                    ExitCode.FAULT,
                    "Lastframe does not know where its program is: open its window first.");
        }
        List<String> command = new ArrayList<>();
        // a session of its own: a terminal that is closed does not end it
        onPath("setsid").ifPresent(own -> command.add(own.toString()));
        command.add(program);
        command.add(CommandLineProgram.PRESSED + "=" + pressedNanos);
        Path words = Files.createTempFile("lastframe", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(words.toFile())
                            .start();
            return await(process, words);
        } finally {
            Files.deleteIfExists(words);
        }
    }

    private Started await(Process process, Path words) throws IOException, InterruptedException {
        long until = clock.nanoTime() + LIMIT.toNanos();
        while (clock.nanoTime() < until) {
            // seen before it is asked: one that came in second has answered by ending
            boolean ended = !process.isAlive();
            if (ended && process.exitValue() != ExitCode.SAVED) {
                String said = Files.readString(words, StandardCharsets.UTF_8).strip();
                return new Started(
                        process.exitValue(), said.isEmpty() ? "Lastframe did not start." : said);
            }
            if (ended || isThere()) {
                return new Started(ExitCode.SAVED, "Recording.");
            }
            clock.sleepUntil(clock.nanoTime() + BETWEEN_LOOKS_NANOS);
        }
        return new Started(ExitCode.FAULT, "Lastframe was started and does not answer.");
    }

    /** Whether the window has opened, and so has been pressed. */
    private boolean isThere() throws IOException {
        Optional<ControlClient> client = ControlClient.find(places);
        try {
            return client.isPresent()
                    && Reply.isOk(client.get().ask(Request.of(Request.Command.STATUS)));
        } catch (ControlException notYet) {
            return false;
        }
    }

    private Optional<Path> onPath(String name) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path program = Path.of(folder, name);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}

package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.control.ControlClient;
import dev.lastframe.app.control.ControlException;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.storage.OwnerOnly;
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
import java.util.regex.Pattern;

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
        OwnerOnly.createFolders(places.cache());
        Path said = Files.createTempFile(places.cache(), "said", ".txt");
        Path refused = Files.createTempFile(places.cache(), "refused", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(
                                    new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                            .redirectOutput(said.toFile())
                            .redirectError(refused.toFile())
                            .start();
            return await(process, said, refused);
        } finally {
            Files.deleteIfExists(said);
            Files.deleteIfExists(refused);
        }
    }

    private Started await(Process process, Path said, Path refused)
            throws IOException, InterruptedException {
        long until = clock.nanoTime() + LIMIT.toNanos();
        while (clock.nanoTime() < until) {
            // before the window is asked: one that came in second has ended when that answers
            boolean ended = !process.isAlive();
            if (ended && process.exitValue() != ExitCode.SAVED) {
                return new Started(process.exitValue(), text(refused, "Lastframe did not start."));
            }
            if (ended) {
                return new Started(ExitCode.SAVED, text(said, "Lastframe was closed again."));
            }
            Optional<Started> there = ask();
            if (there.isPresent()) {
                return there.get();
            }
            clock.sleepUntil(clock.nanoTime() + BETWEEN_LOOKS_NANOS);
        }
        return new Started(ExitCode.FAULT, "Lastframe was started and does not answer.");
    }

    /** What the window does, which was pressed before it answers; empty while it does not. */
    private Optional<Started> ask() throws IOException {
        Optional<ControlClient> client = ControlClient.find(places);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode status = client.get().ask(Request.of(Request.Command.STATUS));
            if (!Reply.isOk(status)) {
                return Optional.empty();
            }
            return Optional.of(
                    status.path("state").asText().equals("idle")
                            ? new Started(
                                    ExitCode.NOTHING_CAPTURED,
                                    "Lastframe opened and does not record: look at its window.")
                            : new Started(ExitCode.SAVED, "Recording."));
        } catch (ControlException notYet) {
            return Optional.empty();
        }
    }

    private static String text(Path file, String otherwise) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? otherwise : text;
    }

    private Optional<Path> onPath(String name) {
        String path = environment.getOrDefault("PATH", "");
        for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            Path program = Path.of(folder, name);
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}

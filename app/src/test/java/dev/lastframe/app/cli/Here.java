package dev.lastframe.app.cli;

import dev.lastframe.app.settings.Places;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the program's command line in the test's own process, which takes no second: for words that
 * are refused as they are read, before anything is begun.
 */
final class Here {

    private Here() {}

    /**
     * Returns what a process of its own would leave.
     *
     * @param home an empty folder for settings, state, cache and videos
     */
    static Launcher.Run run(Path home, List<String> words) {
        Map<String, String> environment = Map.of("HOME", home.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                new CommandLineProgram(
                                environment,
                                Places.of(environment, home, "Linux"),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8))
                        .run(words.toArray(String[]::new));
        return new Launcher.Run(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

package dev.lastframe.app.bench;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program says when it is asked which version it is. */
final class ProgramVersion {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+\\S*");

    private ProgramVersion() {}

    /**
     * Runs the program. Blocks until it has ended.
     *
     * @param name what it is called here
     * @return the name and the first version number in what it wrote, or only the name
     */
    static String of(String name, Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A program of Qt wants a screen even for this.
        builder.environment().put("QT_QPA_PLATFORM", "offscreen");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String words =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Waits.exitCode(process, LIMIT, name);
            Matcher number = NUMBER.matcher(words);
            return number.find() ? name + " " + number.group() : name;
        } catch (IOException unreadable) {
            return name;
        }
    }
}

package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the real launcher as a person's shell would, in a home folder of its own. The process it
 * starts is Java itself: the launcher replaces itself with it.
 */
public final class Launcher {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Path program;
    private final Path home;
    private final Map<String, @Nullable String> environment = new HashMap<>();

    /**
     * @param home an empty folder for settings, state, cache and videos
     * @param display such as {@code ":7"}; null for none
     */
    public Launcher(Path home, @Nullable String display) {
        String property = System.getProperty("lastframe.launcher");
        if (property == null) {
            throw new IllegalStateException("the property lastframe.launcher is not set");
        }
        this.program = Path.of(property);
        this.home = home;
        environment.put("DISPLAY", display);
        environment.put("WAYLAND_DISPLAY", null);
        environment.put("XDG_SESSION_TYPE", null);
        environment.put("DBUS_SESSION_BUS_ADDRESS", null);
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        // Keys are pressed in the window while it records.
        environment.put("LASTFRAME_UNATTENDED", "1");
        // Windows of other tests are none of its business.
        environment.put("XDG_RUNTIME_DIR", runtime(home).toString());
        // Natives are unpacked once for all tests.
        environment.put("XDG_CACHE_HOME", cache().toString());
    }

    /** Where programs that it starts keep what they can make again. */
    public static Path cache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "lastframe-test-cache");
    }

    private static Path runtime(Path home) {
        try {
            return Files.createDirectories(home.resolve("run"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sets a variable of the process to come; null removes it. */
    public Launcher with(String name, @Nullable String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts it on a Wayland desktop, as an X client: as under XWayland. */
    public Launcher on(WaylandDesktop desktop) {
        return with("XDG_SESSION_TYPE", "wayland")
                .with("WAYLAND_DISPLAY", "wayland-0")
                .with("DBUS_SESSION_BUS_ADDRESS", desktop.address());
    }

    /** Another copy of the program than the one that was built. */
    public Launcher at(Path copy) {
        program = copy;
        return this;
    }

    /** What a finished process left. */
    public record Run(int exitCode, String out, String err) {

        /** The last line on standard output as JSON. */
        public JsonNode json() {
            try {
                List<String> lines = out.lines().toList();
                return new ObjectMapper().readTree(lines.getLast());
            } catch (IOException broken) {
                throw new UncheckedIOException("no JSON in: " + out + err, broken);
            }
        }
    }

    /** A process that goes on. */
    public record Running(Process process, Path out, Path err) {

        /** Waits for its end. */
        public Run await() {
            int code = Waits.exitCode(process, LIMIT, "lastframe");
            return new Run(code, read(out), read(err));
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    public Run run(String... arguments) {
        return start(arguments).await();
    }

    public Running start(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(Arrays.asList(arguments));
            if (command.contains("record") && !environment.containsKey("PULSE_SERVER")) {
                // Whether this computer has sound is no concern of a test that does not say so.
                command.add(command.indexOf("record") + 1, "--no-sound");
            }
            Path out = Files.createTempFile(home, "out", ".txt");
            Path err = Files.createTempFile(home, "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(home.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            environment.forEach((name, value) -> {
                if (value == null) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            Process process = builder.start();
            process.getOutputStream().close();
            return new Running(process, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

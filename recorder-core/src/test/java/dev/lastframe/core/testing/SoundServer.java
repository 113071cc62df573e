package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PulseAudio server of a test's own, with sinks that lead nowhere: {@code speakers}, and {@code
 * voice}, which is what the microphone {@code mic} hears. Needs no hardware. Used by one thread.
 */
public final class SoundServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private @Nullable Process process;

    private SoundServer(Path home) {
        this.home = home;
    }

    /**
     * Starts one; blocks until it answers.
     *
     * @param home an own folder, with a short path
     */
    public static SoundServer start(Path home) {
        SoundServer server = new SoundServer(home);
        server.start();
        return server;
    }

    /** The same server again, after {@link #kill}. */
    public void start() {
        try {
            Files.deleteIfExists(socket());
            List<String> command = new ArrayList<>(List.of("pulseaudio", "-n", "--daemonize=no"));
            command.addAll(
                    List.of("--use-pid-file=no", "--exit-idle-time=-1", "--log-target=stderr"));
            for (String module :
                    List.of(
                            "module-native-protocol-unix auth-anonymous=1 socket=" + socket(),
                            "module-null-sink sink_name=voice",
                            "module-null-sink sink_name=speakers"
                                    + " sink_properties=device.description=Speakers",
                            "module-remap-source master=voice.monitor source_name=mic"
                                    + " source_properties=device.description=Headset")) {
                command.addAll(List.of("-L", module));
            }
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("XDG_RUNTIME_DIR", home.toString());
            builder.environment().put("HOME", home.toString());
            builder.redirectErrorStream(true).redirectOutput(home.resolve("server.log").toFile());
            process = builder.start();
        } catch (IOException missing) {
            throw new UncheckedIOException("pulseaudio does not start: is it installed?", missing);
        }
        Waits.eventually(LIMIT, "the sound server answers", () -> control("info").isPresent());
        control("set-default-sink", "speakers");
        control("set-default-source", "mic");
    }

    private Path socket() {
        return home.resolve("native");
    }

    /** The number of its process; only while it runs. */
    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the server does not run");
        }
        return running.pid();
    }

    /** Where programs find it. */
    public String address() {
        return "unix:" + socket();
    }

    /** The environment of a program that is to use it. */
    public Map<String, String> environment() {
        return Map.of("PULSE_SERVER", address());
    }

    /** Tells it something, in the words of {@code pactl}; empty where it refuses. */
    public Optional<String> control(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of("pactl", "--server", address()));
            command.addAll(List.of(words));
            Process pactl = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(pactl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return pactl.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException missing) {
            throw new UncheckedIOException("pactl does not start: is it installed?", missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it as a crash would. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
            process = null;
        }
    }

    @Override
    public void close() {
        kill();
    }
}

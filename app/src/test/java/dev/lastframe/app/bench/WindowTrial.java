package dev.lastframe.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens the real window, lets it stand still, starts a recording by its key and ends it. Used by
 * the main thread; blocks for most of a minute.
 */
final class WindowTrial {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** By then natives are loaded, the encoder is known and Java has compiled what it wants. */
    private static final Duration SETTLE = Duration.ofSeconds(8);

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** From the first picture until its cost is measured. */
    private static final Duration RECORDING_SETTLE = Duration.ofSeconds(3);

    private static final Duration RECORDED = Duration.ofSeconds(8);

    /** For Java: the same program without what the build has trained. */
    private static final String WITHOUT_CACHE = "-XX:AOTMode=off";

    private final VirtualScreen screen;
    private final Path home;

    /**
     * @param home in which each run gets a folder of its own
     */
    WindowTrial(VirtualScreen screen, Path home) {
        this.screen = screen;
        this.home = home;
    }

    WindowStart run(boolean withCache) {
        Path own = home.resolve("window");
        try {
            Files.createDirectory(own);
            Path settings = Files.createDirectories(own.resolve("config/lastframe"));
            // Nothing is made of the recording when it ends.
            Files.writeString(settings.resolve("settings.json"), "{\"keep\": \"ts\"}");
            Launcher launcher = new Launcher(own, screen.display());
            launcher.with("LASTFRAME_JAVA_OPTS", withCache ? null : WITHOUT_CACHE);
            long startNanos = System.nanoTime();
            Launcher.Running running = launcher.start();
            try {
                return measure(running, own, startNanos);
            } finally {
                running.process().destroyForcibly();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            remove(own);
        }
    }

    private WindowStart measure(Launcher.Running running, Path own, long startNanos)
            throws IOException {
        ProcessHandle program = running.process().toHandle();
        Waits.eventually(LIMIT, "the window is shown", () -> !window().isEmpty());
        double shown = (System.nanoTime() - startNanos) / 1e6;
        Waits.pause(SETTLE);
        double started = ProcFiles.treeSeconds(program);
        long wakeUps = ProcFiles.wakeUps(program.pid());
        long idleNanos = System.nanoTime();
        Waits.pause(IDLE);
        double idleSeconds = (System.nanoTime() - idleNanos) / 1e9;
        double share = (ProcFiles.treeSeconds(program) - started) / idleSeconds;
        double woken = (ProcFiles.wakeUps(program.pid()) - wakeUps) / idleSeconds;
        double pss = ProcFiles.treePssBytes(program);
        screen.run("xdotool", "windowfocus", window().lines().findFirst().orElseThrow());
        long pressed = System.nanoTime();
        screen.run("xdotool", "key", "F9");
        double picture = (firstPictureNanos(own) - pressed) / 1e6;
        Waits.pause(RECORDING_SETTLE);
        double recorded = ProcFiles.treeSeconds(program);
        long recordedNanos = System.nanoTime();
        Waits.pause(RECORDED);
        double recordingSeconds = (System.nanoTime() - recordedNanos) / 1e9;
        double recording = (ProcFiles.treeSeconds(program) - recorded) / recordingSeconds;
        double recordingPss = ProcFiles.treePssBytes(program);
        long stopped = System.nanoTime();
        screen.run("xdotool", "key", "F9");
        Waits.eventually(LIMIT, "the recording has its name", () -> isSaved(own));
        double saved = (System.nanoTime() - stopped) / 1e6;
        running.process().destroy();
        Launcher.Run ended = running.await();
        if (ended.exitCode() != 0) {
            throw new BenchFailure("The window ended with an error: " + ended.err().strip());
        }
        return new WindowStart(
                shown, started, share, woken, pss, picture, recording, recordingPss, saved);
    }

    /** Its number on the screen; empty while there is none. */
    private String window() {
        try {
            return screen.run("xdotool", "search", "--onlyvisible", "--name", "Lastframe").strip();
        } catch (IllegalStateException none) {
            return "";
        }
    }

    /** Presentation time 0 on the system's clock, which all processes share. */
    private static long firstPictureNanos(Path own) throws IOException {
        Waits.eventually(LIMIT, "a recording began", () -> startLine(own).isPresent());
        return new ObjectMapper().readTree(startLine(own).orElseThrow()).path("nanoTime").asLong();
    }

    private static Optional<String> startLine(Path own) {
        try (Stream<Path> all = Files.walk(own)) {
            for (Path events :
                    all.filter(file -> file.toString().endsWith(".events.jsonl")).toList()) {
                List<String> lines = Files.readAllLines(events);
                // the line may be half written
                if (lines.size() > 1) {
                    return Optional.of(lines.getFirst());
                }
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isSaved(Path own) {
        try (Stream<Path> all = Files.walk(own)) {
            return all.map(Path::toString)
                    .anyMatch(file -> file.endsWith(".ts") && !file.endsWith(".recording.ts"));
        } catch (UncheckedIOException | IOException renamed) {
            return false; // it changes while it is walked through
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

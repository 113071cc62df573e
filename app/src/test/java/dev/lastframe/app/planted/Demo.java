package dev.lastframe.app.planted;

import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The demonstration as a program of its own, and a person's hands on it. */
final class Demo implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final VirtualScreen screen;
    private final Path log;
    private final Path truth;
    private final Process process;

    private Demo(VirtualScreen screen, Path log, Path truth, Process process) {
        this.screen = screen;
        this.log = log;
        this.truth = truth;
        this.process = process;
    }

    /** Returns when its window is there. */
    static Demo start(VirtualScreen screen, Path home) throws IOException {
        Path log = home.resolve("shop.log");
        Path truth = home.resolve("truth.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Dprism.order=sw",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djavafx.cachedir=" + home.resolve("javafx"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoStart.class.getName(),
                        log.toString(),
                        truth.toString());
        builder.environment().put("DISPLAY", screen.display());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("shop.out").toFile());
        Demo demo = new Demo(screen, log, truth, builder.start());
        demo.awaits("ready");
        // what is clicked before is lost
        Waits.eventually(LIMIT, "the demonstration is seen", demo::isSeen);
        return demo;
    }

    private boolean isSeen() {
        try {
            return !screen.run("xdotool", "search", "--onlyvisible", "--name", "Demonstration")
                    .isBlank();
        } catch (IllegalStateException none) {
            return false;
        }
    }

    Path log() {
        return log;
    }

    /** Where a bug is brought about by a click: x and y on the screen. */
    String place(PlantedBug bug) {
        return lines(truth).stream()
                .filter(line -> line.startsWith("place " + bug + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Brings it about with a real click or key, and returns when all of it has happened. */
    void does(PlantedBug bug) {
        if (bug.key().isEmpty()) {
            String[] at = place(bug).split(",", -1);
            screen.run("xdotool", "mousemove", at[0], at[1], "click", "1");
        } else {
            screen.run(
                    "xdotool", "search", "--onlyvisible", "--name", "Demonstration", "windowfocus");
            screen.run("xdotool", "key", bug.key());
        }
        awaits("done " + bug);
    }

    private void awaits(String line) {
        Waits.eventually(
                LIMIT, "the demonstration says " + line, () -> lines(truth).contains(line));
    }

    /** What it has logged. */
    List<String> logged() {
        return lines(log);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        Waits.kill(process);
    }
}

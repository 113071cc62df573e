package dev.lastframe.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records in the real window, opens the report's dialog by its key, makes the report, and counts
 * the ticks that were late meanwhile and in as long a time before. Used by the main thread; blocks
 * for a minute.
 */
final class ReportTrial {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** By then the dialog is made ready. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Duration RECORDED = Duration.ofSeconds(5);
    private static final Duration LOOKED_AT = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final Duration BEFORE = LOOKED_AT.plus(AFTERWARDS).plusSeconds(3);

    private final VirtualScreen screen;
    private final Path home;

    /**
     * @param home for a new folder
     */
    ReportTrial(VirtualScreen screen, Path home) {
        this.screen = screen;
        this.home = home;
    }

    ReportChapter run() {
        try {
            Path own = Files.createDirectory(home.resolve("report"));
            Launcher.Running running = new Launcher(own, screen.display()).start();
            try (BarcodeContent content =
                    BarcodeContent.start(
                            screen.display(), ContentMode.SMALL, 20, "--geometry", "640x360+0+0")) {
                ReportChapter chapter = measure(own);
                running.process().destroy();
                Launcher.Run ended = running.await();
                if (ended.exitCode() != 0 || content.shown().isEmpty()) {
                    throw new BenchFailure("The window ended with an error: " + ended.err());
                }
                return chapter;
            } finally {
                running.process().destroyForcibly();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ReportChapter measure(Path own) {
        await("Lastframe");
        Waits.pause(SETTLE);
        // the keys that work everywhere: the window leaves the screen while it records
        screen.run("xdotool", "key", "super+F9");
        Waits.eventually(LIMIT, "it records", () -> ledger(own).path("captured").asLong() > 0);
        Waits.pause(RECORDED);
        JsonNode begin = ledger(own);
        Waits.pause(BEFORE);
        JsonNode pressed = ledger(own);
        screen.run("xdotool", "key", "super+F12");
        // looking for it meanwhile would take what is measured
        Waits.pause(LOOKED_AT);
        JsonNode opened = ledger(own);
        String dialog = await("Report a bug");
        screen.run("xdotool", "windowfocus", dialog);
        screen.run("xdotool", "key", "ctrl+Return");
        Waits.eventually(LIMIT, "the report is made", () -> !zips(own).isEmpty());
        Waits.pause(AFTERWARDS);
        JsonNode made = ledger(own);
        return new ReportChapter(late(begin, pressed), late(pressed, opened), late(opened, made));
    }

    private static ReportChapter.Late late(JsonNode from, JsonNode until) {
        return new ReportChapter.Late(
                until.path("late").asLong() - from.path("late").asLong(),
                until.path("ticks").asLong() - from.path("ticks").asLong());
    }

    /** The number of a window that is called so. */
    private String await(String title) {
        Waits.eventually(LIMIT, title + " is shown", () -> !window(title).isEmpty());
        return window(title).lines().findFirst().orElseThrow();
    }

    private String window(String title) {
        try {
            return screen.run("xdotool", "search", "--onlyvisible", "--name", title).strip();
        } catch (IllegalStateException none) {
            return "";
        }
    }

    /** The newest one that the events tell, a second old at most. */
    private static JsonNode ledger(Path own) {
        JsonNode newest = MissingNode.getInstance();
        for (Path events : files(own, ".events.jsonl")) {
            try {
                for (String line : Files.readAllLines(events)) {
                    if (line.contains("\"type\":\"ledger\"")) {
                        newest = new ObjectMapper().readTree(line);
                    }
                }
            } catch (JsonProcessingException halfWritten) {
                return newest;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return newest;
    }

    private static List<Path> zips(Path own) {
        return files(own, ".zip").stream()
                .filter(zip -> !zip.toString().contains("unfinished"))
                .toList();
    }

    private static List<Path> files(Path own, String ending) {
        try (Stream<Path> all = Files.walk(own)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (UncheckedIOException | IOException movedMeanwhile) {
            return List.of();
        }
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records in the real window, opens the report's dialog by its key, looks over its video, and makes
 * the report, and counts the ticks that were missed meanwhile and in as long a time without it,
 * three times in turn. Then a report is made as fast as it can be, of a screen of which a part
 * moves, and of one on which all moves. Used by the main thread; blocks for four minutes.
 */
final class ReportTrial {

    private static final String DIALOG = "Report a bug";

    /** All that moves is encoded anew to fit. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** By then the dialog is made ready. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Duration RECORDED = Duration.ofSeconds(5);
    private static final Duration LOOKED_AT = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    /** The first one loads what the others find. */
    private static final int ROUNDS = 3;

    /** A report's stretch, and what a screen that moves needs to fill it. */
    private static final Duration STRETCH = Duration.ofSeconds(31);

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
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(round(own, round + 1));
        }
        ReportChapter.Beside again = ReportChapter.Beside.NONE;
        for (Round later : rounds.subList(1, ROUNDS)) {
            again = again.plus(later.opening());
        }
        ReportChapter.Beside making = ReportChapter.Beside.NONE;
        for (Round each : rounds) {
            making = making.plus(each.making());
        }
        ReportChapter.Beside looking = ReportChapter.Beside.NONE;
        double looked = 0;
        for (Round each : rounds) {
            looking = looking.plus(each.looking());
            looked = Math.max(looked, each.looked());
        }
        double part = hurried(own);
        double whole;
        try (BarcodeContent moving = BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Waits.pause(STRETCH);
            whole = hurried(own);
            if (moving.shown().isEmpty()) {
                throw new BenchFailure("Nothing moved on the screen.");
            }
        }
        return new ReportChapter(
                rounds.getFirst().opening(), again, looking, making, looked, part, whole);
    }

    /** Seconds from the key to the finished folder, by two presses. */
    private double hurried(Path own) {
        int before = zips(own).size();
        long pressed = System.nanoTime();
        screen.run("xdotool", "key", "super+F12");
        String dialog = await(DIALOG);
        screen.run("xdotool", "windowfocus", dialog, "key", "ctrl+Return");
        Waits.eventually(LONG, "the report is made", () -> zips(own).size() > before);
        double seconds = (System.nanoTime() - pressed) / 1e9;
        Waits.pause(AFTERWARDS);
        close(dialog);
        return seconds;
    }

    private void close(String dialog) {
        screen.run("xdotool", "windowfocus", dialog, "key", "Escape");
        Waits.eventually(LIMIT, "the dialog is closed", () -> window(DIALOG).isEmpty());
    }

    /**
     * A report from the key to the end of its dialog, and the same times without one.
     *
     * @param looked seconds until the video could be looked over
     */
    private record Round(
            ReportChapter.Beside opening,
            ReportChapter.Beside looking,
            ReportChapter.Beside making,
            double looked) {}

    /** The video as it would be sent. Returns seconds until it was there. */
    private double lookOver(String dialog) {
        Path drafts = Launcher.cache().resolve("lastframe/reports");
        int strips = files(drafts, ".jpg").size();
        long asked = System.nanoTime();
        screen.run("xdotool", "windowfocus", dialog, "key", "ctrl+l");
        Waits.eventually(
                LONG, "it can be looked over", () -> files(drafts, ".jpg").size() > strips);
        double seconds = (System.nanoTime() - asked) / 1e9;
        // its small pictures are drawn
        Waits.pause(AFTERWARDS);
        return seconds;
    }

    private Round round(Path own, int reports) {
        JsonNode begin = ledger(own);
        Waits.pause(LOOKED_AT);
        JsonNode pressed = ledger(own);
        screen.run("xdotool", "key", "super+F12");
        // looking for it meanwhile would take what is measured
        Waits.pause(LOOKED_AT);
        JsonNode opened = ledger(own);
        String dialog = await(DIALOG);
        double looked = lookOver(dialog);
        JsonNode seen = ledger(own);
        long ordered = System.nanoTime();
        screen.run("xdotool", "key", "ctrl+Return");
        Waits.eventually(LIMIT, "the report is made", () -> zips(own).size() == reports);
        Waits.pause(AFTERWARDS);
        JsonNode made = ledger(own);
        Duration took = Duration.ofNanos(System.nanoTime() - ordered);
        close(dialog);
        Waits.pause(AFTERWARDS);
        JsonNode rests = ledger(own);
        Waits.pause(took);
        JsonNode rested = ledger(own);
        ReportChapter.Missed without = missed(rests, rested);
        return new Round(
                new ReportChapter.Beside(missed(pressed, opened), missed(begin, pressed)),
                new ReportChapter.Beside(missed(opened, seen), without),
                new ReportChapter.Beside(missed(seen, made), without),
                looked);
    }

    private static ReportChapter.Missed missed(JsonNode from, JsonNode until) {
        return new ReportChapter.Missed(
                more(from, until, "late"),
                more(from, until, "missed") - more(from, until, "late"),
                more(from, until, "ticks"));
    }

    private static long more(JsonNode from, JsonNode until, String counter) {
        return until.path(counter).asLong() - from.path(counter).asLong();
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

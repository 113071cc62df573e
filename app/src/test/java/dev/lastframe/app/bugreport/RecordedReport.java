package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A real recording with clicks, keys, a mark and a log, and reports of it, unpacked. */
final class RecordedReport {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATA =
            Pattern.compile("(<script type=\"application/json\" id=\"data\">)(.*?)(</script>)");

    private final Path home;
    private final Path video;

    private RecordedReport(Path home, Path video) {
        this.home = home;
        this.video = video;
    }

    /** Records for some seconds in an empty folder. */
    static RecordedReport make(Path home) throws IOException {
        Path video = home.resolve("bug.ts");
        Path log = Files.writeString(home.resolve("shop.log"), "");
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            screen.windowManager();
            try (BarcodeContent content =
                    BarcodeContent.start(screen.display(), ContentMode.SMALL, 10)) {
                assertThat(content.process().isAlive()).isTrue();
                Launcher launcher = new Launcher(home, screen.display());
                Launcher.Running running =
                        launcher.start(
                                "record", "--output", video.toString(), "--tail", log.toString());
                awaitLines(video, "ledger", 1);
                for (int i = 1; i <= 3; i++) {
                    screen.run("xdotool", "mousemove", "" + 100 * i, "" + (200 + i), "click", "1");
                    append(log, "INFO row " + i + " opened\n");
                    Waits.pause(Duration.ofMillis(500));
                }
                screen.run("xdotool", "key", "ctrl+s");
                append(log, "ERROR java.lang.IllegalStateException: total is negative\n");
                assertThat(launcher.run("mark", "the total is wrong").exitCode()).isZero();
                awaitLines(video, "click", 6);
                awaitLines(video, "\"log\"", 4);
                awaitLines(video, "ledger", 5);
                running.process().destroy();
                Launcher.Run ended = running.await();
                assertThat(ended.exitCode()).as(ended.err()).isZero();
            }
        }
        return new RecordedReport(home, video);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static void awaitLines(Path video, String word, int lines) {
        Path events = BarcodeRecordingIT.events(video);
        Waits.eventually(
                LIMIT,
                lines + " lines with " + word,
                () -> {
                    try (Stream<String> all = Files.lines(events)) {
                        return all.filter(line -> line.contains(word)).count() >= lines;
                    } catch (IOException | java.io.UncheckedIOException notYet) {
                        return false;
                    }
                });
    }

    /** The page of a report of it; all of the zip is beside it. */
    Path page() throws IOException {
        return unpack(report(video, "plain"), "plain");
    }

    /**
     * The same with more lines at the end of the events and of Lastframe's log.
     *
     * @param name of the folder
     * @param recording its own name
     */
    Path page(String name, String recording, List<String> events, String ownLog)
            throws IOException {
        Path folder = Files.createDirectory(home.resolve("recording-" + name));
        Path copy = Files.copy(video, folder.resolve(recording + ".ts"));
        Path lines =
                Files.copy(
                        BarcodeRecordingIT.events(video),
                        folder.resolve(recording + ".events.jsonl"));
        append(lines, String.join("\n", events) + "\n");
        append(home.resolve("state/lastframe/lastframe.log"), ownLog);
        return unpack(report(copy, name), name);
    }

    /** The page of a report when nothing is recorded. */
    Path pageWithoutRecording() throws IOException {
        Path zip = home.resolve("nothing.zip");
        Launcher.Run run = new Launcher(home, null).run("report", "--output", zip.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return unpack(zip, "nothing");
    }

    /** A copy of a page, beside it, whose data was changed. */
    static Path changed(Path page, String name, java.util.function.Consumer<ObjectNode> change)
            throws IOException {
        ObjectNode data = data(page);
        change.accept(data);
        String json = JSON.writeValueAsString(data).replace("<", "\\u003c");
        String html =
                DATA.matcher(Files.readString(page))
                        .replaceFirst(found ->
                                Matcher.quoteReplacement(found.group(1) + json + found.group(3)));
        return Files.writeString(page.resolveSibling(name + ".html"), html);
    }

    /** What the page holds. */
    static ObjectNode data(Path page) throws IOException {
        Matcher found = DATA.matcher(Files.readString(page));
        assertThat(found.find()).isTrue();
        return (ObjectNode) JSON.readTree(found.group(2));
    }

    /** The events beside a page. */
    static List<JsonNode> events(Path page, String type) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String line : Files.readAllLines(page.resolveSibling("events.jsonl"))) {
            JsonNode event = JSON.readTree(line);
            if (event.path("type").asText().equals(type)) {
                found.add(event);
            }
        }
        return found;
    }

    private Path report(Path of, String name) {
        Path zip = home.resolve(name + ".zip");
        Launcher.Run run =
                new Launcher(home, null).run("report", of.toString(), "--output", zip.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return zip;
    }

    private Path unpack(Path zip, String name) throws IOException {
        Path folder = Files.createDirectory(home.resolve("unpacked-" + name));
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.copy(in, folder.resolve(entry.getName()));
            }
        }
        return folder.resolve("report.html");
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real program records a stream, and what became of each number is counted three times: by the
 * content's own log, by the recording's account of what came, and in the decoded file. Its pictures
 * lie in files, as those of compositors do.
 */
@Timeout(600)
@Tag("wayland")
final class WaylandCountIT {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A file's times are of whole milliseconds. */
    private static final long ROUNDED_NANOS = 2_000_000;

    @TempDir private static Path folder;

    private static VirtualScreen display;
    private static WaylandDesktop desktop;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        display = VirtualScreen.start(320, 240);
        desktop = WaylandDesktop.start(folder);
    }

    @AfterAll
    static void end() {
        try {
            if (desktop != null) {
                desktop.close();
            }
        } finally {
            display.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"30,30", "60,60", "60,30"})
    void eachNumberThatCameIsCapturedWasToBeSeenAtNoTickOrIsMissed(int shown, int recorded) {
        try (StreamedScreen screen =
                StreamedScreen.startWithFiles(desktop, WIDTH + "x" + HEIGHT, "BGRx", shown)) {
            Path video = home.resolve("counted.ts");
            Launcher launcher = new Launcher(home, display.display()).on(desktop);
            Launcher.Running running =
                    launcher.start(
                            "record",
                            "--json",
                            "--fps",
                            Integer.toString(recorded),
                            "--output",
                            video.toString());
            awaitCame(video, 4L * shown);
            screen.still(true);
            NavigableMap<Integer, Long> made = screen.made();
            int first = awaitFirst(BarcodeRecordingIT.growing(video));
            int given = made.tailMap(first, false).size();
            Waits.eventually(
                    LIMIT,
                    given + " numbers are accounted for",
                    () ->
                            number(pushed(video), "came") + number(pushed(video), "skipped")
                                    >= given);

            Launcher.Run stop = launcher.run("stop");
            assertThat(stop.exitCode()).as(stop.err()).isZero();
            JsonNode ledger = running.await().json().get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            List<DecodedPicture> pictures = decode(video).pictures();
            assertThat((long) pictures.size()).isEqualTo(ledger.get("encoded").asLong());
            assertThat(pictures).allMatch(picture -> picture.readable() && !picture.torn());
            assertAccount(ledger, given, recordedNumbers(pictures));
            assertNoneIsOwed(ledger, made, pictures, BarcodeRecordingIT.events(video), recorded);
        }
    }

    private static void assertAccount(
            JsonNode ledger, int given, NavigableMap<Integer, Long> numbers) {
        JsonNode pushed = ledger.get("pushed");
        assertThat(number(pushed, "came"))
                .as("%s", pushed)
                .isEqualTo(given - number(pushed, "skipped"))
                .isEqualTo(
                        number(pushed, "captured")
                                + number(pushed, "passedOver")
                                + number(pushed, "refused")
                                + number(pushed, "lost")
                                + number(pushed, "waiting"));
        assertThat(number(pushed, "captured"))
                .as("%s", ledger)
                .isEqualTo(numbers.tailMap(numbers.firstKey(), false).size());
        assertThat(number(pushed, "refused") + number(pushed, "lost"))
                .as("%s", ledger)
                .isLessThanOrEqualTo(number(ledger, "missed"));
    }

    /**
     * By the content's log each number that is not in the file was there at no deadline, or a tick
     * is counted as missed. The recording sees a number as long as the content does, by as much
     * later as the pictures beside it say.
     */
    private static void assertNoneIsOwed(
            JsonNode ledger,
            NavigableMap<Integer, Long> made,
            List<DecodedPicture> pictures,
            Path events,
            int fps) {
        long start = BarcodeTruth.startNanos(events);
        NavigableMap<Integer, Long> numbers = recordedNumbers(pictures);
        NavigableMap<Integer, Long> later = new TreeMap<>();
        numbers.tailMap(numbers.firstKey(), false)
                .forEach((number, micros) ->
                        later.put(number, start + micros * 1000 - made.get(number)));
        List<String> owed = new ArrayList<>();
        long gap = gapMicros(events);
        made.subMap(numbers.firstKey(), false, numbers.lastKey(), false)
                .forEach((number, nanos) -> {
                    if (numbers.containsKey(number)) {
                        return;
                    }
                    List<Long> beside = beside(later, number);
                    long from =
                            nanos
                                    + beside.stream().mapToLong(each -> each).max().orElseThrow()
                                    + ROUNDED_NANOS
                                    - start;
                    long until =
                            made.get(number + 1)
                                    + beside.stream().mapToLong(each -> each).min().orElseThrow()
                                    - ROUNDED_NANOS
                                    - start;
                    long deadline = Math.ceilDiv(from * fps, 1_000_000_000L);
                    if (until / 1000 < gap && deadline * 1_000_000_000L / fps < until) {
                        owed.add("%d at the deadline %d".formatted(number, deadline));
                    }
                });
        assertThat((long) owed.size())
                .as("%s, and the ledger says %s", owed, ledger)
                .isLessThanOrEqualTo(
                        number(ledger, "missed") + number(ledger.get("pushed"), "skipped"));
    }

    /** By how much later than the content the recording saw those around a number. */
    private static List<Long> beside(NavigableMap<Integer, Long> later, int number) {
        List<Long> beside = new ArrayList<>();
        later.headMap(number, false).descendingMap().values().stream()
                .limit(3)
                .forEach(beside::add);
        later.tailMap(number, false).values().stream().limit(3).forEach(beside::add);
        return beside;
    }

    /** Each number's first time in the file. */
    private static NavigableMap<Integer, Long> recordedNumbers(List<DecodedPicture> pictures) {
        NavigableMap<Integer, Long> numbers = new TreeMap<>();
        pictures.forEach(picture -> numbers.putIfAbsent(picture.number(), picture.ptsMicros()));
        return numbers;
    }

    /** After a hole the deadlines are counted anew. */
    private static long gapMicros(Path events) {
        return events(events).stream()
                .filter(event -> event.path("type").asText().equals("gap"))
                .mapToLong(event -> event.path("t").asLong())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static DecodedVideo decode(Path video) {
        return Ffmpeg.decode(video, BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT)));
    }

    private static int awaitFirst(Path growing) {
        Waits.eventually(
                LIMIT, "pictures are written", () -> !decode(growing).pictures().isEmpty());
        return decode(growing).pictures().getFirst().number();
    }

    private static void awaitCame(Path video, long numbers) {
        Waits.eventually(LIMIT, "pictures come", () -> number(pushed(video), "came") >= numbers);
    }

    /** By the newest line of the ledger. */
    private static JsonNode pushed(Path video) {
        Optional<JsonNode> last =
                events(BarcodeRecordingIT.events(video)).stream()
                        .filter(event -> event.path("type").asText().equals("ledger"))
                        .reduce((before, after) -> after);
        return last.map(line -> line.path("pushed")).orElseGet(MissingNode::getInstance);
    }

    private static List<JsonNode> events(Path file) {
        try {
            List<JsonNode> events = new ArrayList<>();
            String text = Files.exists(file) ? Files.readString(file) : "";
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                events.add(MAPPER.readTree(line));
            }
            return events;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static long number(JsonNode object, String name) {
        return object.path(name).asLong();
    }
}

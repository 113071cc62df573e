package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
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

    private static final FrameFormat SHAPE = FrameFormat.packed(640, 360);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private static Path folder;

    private static WaylandStage stage;

    @TempDir private Path home;

    @BeforeAll
    static void start() {
        stage = WaylandStage.start(folder);
    }

    @AfterAll
    static void end() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"30,30", "60,60", "60,30"})
    void eachNumberThatCameIsCapturedWasToBeSeenAtNoTickOrIsMissed(int shown, int recorded) {
        try (StreamedScreen screen =
                StreamedScreen.startWithFiles(
                        stage.desktop(), SHAPE.width() + "x" + SHAPE.height(), "BGRx", shown)) {
            StreamedRecording recording = new StreamedRecording(home.resolve("counted.ts"), SHAPE);
            Launcher launcher = stage.launcher(home);
            Launcher.Running running =
                    launcher.start(
                            "record",
                            "--json",
                            "--fps",
                            Integer.toString(recorded),
                            "--output",
                            recording.video().toString());
            awaitCame(recording, 4L * shown);
            screen.still(true);
            NavigableMap<Integer, Long> made = screen.made();
            int first = awaitFirst(recording);
            int given = made.tailMap(first, false).size();
            Waits.eventually(
                    LIMIT,
                    given + " numbers are accounted for",
                    () ->
                            number(pushed(recording), "came") + number(pushed(recording), "skipped")
                                    >= given);

            Launcher.Run stop = launcher.run("stop");
            assertThat(stop.exitCode()).as(stop.err()).isZero();
            JsonNode ledger = running.await().json().get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            List<DecodedPicture> pictures = recording.decode().pictures();
            assertThat((long) pictures.size()).isEqualTo(ledger.get("encoded").asLong());
            assertThat(pictures).allMatch(picture -> picture.readable() && !picture.torn());
            assertAccount(ledger, given, LeftOutNumbers.recorded(pictures));
            LeftOutNumbers leftOut =
                    LeftOutNumbers.of(made, pictures, recording.events(), recorded);
            assertThat((long) leftOut.owed().size())
                    .as("%s, and the ledger says %s", leftOut, ledger)
                    .isLessThanOrEqualTo(
                            number(ledger, "missed") + number(ledger.get("pushed"), "skipped"));
            assertThat((long) leftOut.between().size())
                    .as("%s, and the ledger says %s", leftOut, ledger)
                    .isLessThanOrEqualTo(
                            number(ledger.get("pushed"), "passedOver")
                                    + number(ledger.get("pushed"), "skipped")
                                    + number(ledger, "missed"));
        }
    }

    private static void assertAccount(
            JsonNode ledger, int given, NavigableMap<Integer, Long> numbers) {
        StreamedRecording.assertAccount(ledger);
        JsonNode pushed = ledger.get("pushed");
        assertThat(number(pushed, "came"))
                .as("%s", pushed)
                .isEqualTo(given - number(pushed, "skipped"));
        assertThat(number(pushed, "captured"))
                .as("%s", ledger)
                .isEqualTo(numbers.tailMap(numbers.firstKey(), false).size());
        assertThat(number(pushed, "refused") + number(pushed, "lost"))
                .as("%s", ledger)
                .isLessThanOrEqualTo(number(ledger, "missed"));
    }

    private static int awaitFirst(StreamedRecording recording) {
        Waits.eventually(
                LIMIT,
                "pictures are written",
                () -> !recording.decodeGrowing().pictures().isEmpty());
        return recording.decodeGrowing().pictures().getFirst().number();
    }

    private static void awaitCame(StreamedRecording recording, long numbers) {
        Waits.eventually(
                LIMIT, "pictures come", () -> number(pushed(recording), "came") >= numbers);
    }

    /** By the newest line of the ledger. */
    private static JsonNode pushed(StreamedRecording recording) {
        return recording.ledger().path("pushed");
    }

    private static long number(JsonNode object, String name) {
        return object.path(name).asLong();
    }
}

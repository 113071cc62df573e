package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BarcodeTruthTest {

    private static final long START_NANOS = -5_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000;

    /** Numbers 1 to 20, one each 50 ms from the recording's start; drawing takes 1 ms. */
    private final List<Shown> shown =
            IntStream.rangeClosed(1, 20)
                    .mapToObj(k -> new Shown(k, atMillis(50L * k), atMillis(50L * k + 1)))
                    .toList();

    private final BarcodeTruth truth =
            BarcodeTruth.of(shown, START_NANOS)
                    .tolerating(Duration.ofMillis(2), Duration.ofMillis(40));

    @Test
    void aTrueRecordingHasNoFaults() {
        TruthReport report = truth.compare(recorded());
        assertThat(report.faults()).isEmpty();
        assertThat(report.expected()).isEqualTo(19);
        assertThat(report.timing().medianMicros()).isEqualTo(9000);
        assertThat(report.timing().driftMicros()).isZero();
    }

    @Test
    void aNumberThatIsInNoPictureIsMissing() {
        List<DecodedPicture> pictures = recorded();
        pictures.removeIf(picture -> picture.number() == 7);
        assertThat(truth.compare(pictures).missing()).containsExactly(7);
    }

    @Test
    void whatIsMissingAtTheEndIsSeenWhenTheEndIsGiven() {
        List<DecodedPicture> pictures = recorded();
        pictures.removeIf(picture -> picture.number() > 15);
        assertThat(truth.compare(pictures).missing()).isEmpty();
        assertThat(truth.within(START_NANOS, atMillis(901)).compare(pictures).missing())
                .containsExactly(16, 17);
    }

    @Test
    void aNumberThatWasThereTooShortlyIsNotExpected() {
        BarcodeTruth strict = truth.tolerating(Duration.ofMillis(2), Duration.ofMillis(50));
        assertThat(strict.compare(List.of()).expected()).isZero();
    }

    @Test
    void aPictureOfAnotherTimeIsImplausible() {
        List<DecodedPicture> pictures = recorded();
        pictures.set(4, new DecodedPicture(pictures.get(4).ptsMicros(), 3, false));
        TruthReport report = truth.compare(pictures);
        assertThat(report.implausible())
                .containsExactly("the picture at 260000 µs shows 3: off by 59000 µs");
        assertThat(report.backwards()).containsExactly(3);
        assertThat(report.missing()).containsExactly(5);
    }

    @Test
    void aNumberNeverShownIsImplausible() {
        List<DecodedPicture> pictures = recorded();
        pictures.add(new DecodedPicture(1_010_000, 21, false));
        assertThat(truth.compare(pictures).implausible()).hasSize(1);
    }

    @Test
    void unreadableAndTornPicturesAreCountedAndShowNothing() {
        List<DecodedPicture> pictures = recorded();
        pictures.set(3, new DecodedPicture(pictures.get(3).ptsMicros(), -1, false));
        pictures.set(8, new DecodedPicture(pictures.get(8).ptsMicros(), 9, true));
        TruthReport report = truth.compare(pictures);
        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.torn()).isEqualTo(1);
        assertThat(report.missing()).containsExactly(4, 9);
        assertThat(report.faults()).hasSize(3);
    }

    @Test
    void aPauseIsCutOutAndNothingOfItExpected() {
        List<DecodedPicture> pictures = new ArrayList<>();
        for (int k = 1; k <= 20; k++) {
            long micros = 1000L * (50 * k + 10);
            if (micros < 300_000) {
                pictures.add(new DecodedPicture(micros, k, false));
            } else if (micros > 500_000) {
                pictures.add(new DecodedPicture(micros - 200_000, k, false));
            }
        }
        TruthReport report = truth.pausedFrom(atMillis(300), atMillis(500)).compare(pictures);
        assertThat(report.faults()).isEmpty();
        assertThat(report.expected()).isEqualTo(15);
        assertThat(truth.compare(pictures).faults()).isNotEmpty();
    }

    @Test
    void aClockThatRunsAwayShowsAsDrift() {
        List<DecodedPicture> pictures =
                recorded().stream()
                        .map(p -> new DecodedPicture(p.ptsMicros() * 102 / 100, p.number(), false))
                        .toList();
        assertThat(truth.compare(pictures).timing().driftMicros()).isBetween(10_000L, 20_000L);
    }

    @Test
    void theStartIsReadFromTheFirstEvent(@TempDir Path folder) throws IOException {
        Path events = folder.resolve("name.events.jsonl");
        Files.writeString(
                events,
                """
                {"t":0,"type":"start","version":1,"nanoTime":-123456789012,"fps":30}
                {"t":1,"type":"mark"}
                """);
        assertThat(BarcodeTruth.startNanos(events)).isEqualTo(-123_456_789_012L);
    }

    /** A picture of each number 10 ms after its drawing began. */
    private static List<DecodedPicture> recorded() {
        List<DecodedPicture> pictures = new ArrayList<>();
        for (int k = 1; k <= 20; k++) {
            pictures.add(new DecodedPicture(1000L * (50 * k + 10), k, false));
        }
        return pictures;
    }

    private static long atMillis(long millis) {
        return START_NANOS + millis * MILLI_NANOS;
    }
}

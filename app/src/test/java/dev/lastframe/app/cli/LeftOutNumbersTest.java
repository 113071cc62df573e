package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.DecodedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At 30 a second there is a deadline at 33, 67, 100, 133 and 167 ms. */
final class LeftOutNumbersTest {

    private static final long START_NANOS = 5_000_000_000L;

    @TempDir private Path folder;

    @Test
    void whatWasThereBetweenTwoDeadlinesOnlyIsOwedByNobody() throws IOException {
        assertThat(leftOut(2, "", 10, 40, 60, 90, 120, 150))
                .isEqualTo(new LeftOutNumbers(List.of(), List.of(2), List.of()));
    }

    @Test
    void whatWasThereAtADeadlineIsOwed() throws IOException {
        assertThat(leftOut(3, "", 10, 40, 60, 90, 120, 150))
                .isEqualTo(
                        new LeftOutNumbers(List.of("3 at the deadline 2"), List.of(), List.of()));
    }

    @Test
    void nearADeadlineItIsNotKnown() throws IOException {
        assertThat(leftOut(3, "", 10, 40, 66, 90, 120, 150))
                .isEqualTo(new LeftOutNumbers(List.of(), List.of(), List.of(3)));
    }

    @Test
    void afterAHoleTheDeadlinesAreUnknown() throws IOException {
        assertThat(leftOut(3, "{\"t\":50000,\"type\":\"gap\"}\n", 10, 40, 60, 90, 120, 150))
                .isEqualTo(new LeftOutNumbers(List.of(), List.of(), List.of(3)));
    }

    @Test
    void aDelayThatTheOthersHaveIsTheirsToo() throws IOException {
        // all of them are seen 20 ms later: 2 from 60 to 80
        assertThat(late(20, 2, "", 10, 40, 60, 90, 120, 150).owed())
                .containsExactly("2 at the deadline 2");
    }

    private LeftOutNumbers leftOut(int missing, String events, int... madeMillis)
            throws IOException {
        return late(0, missing, events, madeMillis);
    }

    private LeftOutNumbers late(long laterMillis, int missing, String events, int... madeMillis)
            throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.writeString(
                file, "{\"t\":0,\"type\":\"start\",\"nanoTime\":" + START_NANOS + "}\n" + events);
        NavigableMap<Integer, Long> made = new TreeMap<>();
        for (int i = 0; i < madeMillis.length; i++) {
            made.put(i + 1, START_NANOS + madeMillis[i] * 1_000_000L);
        }
        List<DecodedPicture> pictures =
                made.entrySet().stream()
                        .filter(each -> each.getKey() != missing)
                        .map(each ->
                                new DecodedPicture(
                                        (each.getValue() - START_NANOS) / 1000 + laterMillis * 1000,
                                        each.getKey(),
                                        false))
                        .toList();
        return LeftOutNumbers.of(made, pictures, file, 30);
    }
}

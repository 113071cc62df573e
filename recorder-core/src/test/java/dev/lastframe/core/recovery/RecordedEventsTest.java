package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordedEventsTest {

    private static final String START =
            "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"2026-11-20T17:40:00Z\"}\n";
    private static final String LEDGER =
            "{\"t\":1000000,\"type\":\"ledger\",\"captured\":30,\"droppedBecause\":{\"disk\":7},"
                    + "\"encodeFailed\":2,\"abandoned\":1}\n";

    @TempDir private Path folder;

    @Test
    void theFirstLineSaysWhenItBeganAndTheLastLedgerWhatWasCaptured() throws IOException {
        RecordedEvents events = read(START + LEDGER.replace("30", "10") + LEDGER);

        assertThat(events.began()).contains(Instant.parse("2026-11-20T17:40:00Z"));
        assertThat(events.ledger()).contains(new RecordedEvents.Ledger(1_000_000, 30, 3));
        assertThat(events.lastMicros()).isEqualTo(1_000_000);
        assertThat(events.inParts()).isFalse();
        assertThat(events.recovered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"t\":2000000,\"type\":\"led",
                "{\"t\":2000000,\"type\":\"ledger\"}",
                "\0\0\0\0\0\0\0",
                "{\"t\":1\0\0\0\n",
                "{\"t\":1}{\"t\":2}\n",
                "[1,2]\n",
                "nonsense\n\n\n"
            })
    void whatIsBehindTheLastWholeLineDoesNotCount(String torn) throws IOException {
        RecordedEvents events = read(START + LEDGER + torn);

        assertThat(events.wholeBytes()).isEqualTo((START + LEDGER).length());
        assertThat(events.lastMicros()).isEqualTo(1_000_000);
    }

    @Test
    void aBrokenLineInTheMiddleStays() throws IOException {
        RecordedEvents events = read(START + "nonsense\n" + LEDGER);

        assertThat(events.wholeBytes()).isEqualTo((START + "nonsense\n" + LEDGER).length());
    }

    @Test
    void aLineWithoutEndIsNotRemembered() throws IOException {
        RecordedEvents events = read(START + "x".repeat(3_000_000));

        assertThat(events.wholeBytes()).isEqualTo(START.length());
    }

    @Test
    void withoutAWholeLineThereIsNothing() throws IOException {
        assertThat(read("PNG\n\1\2\3").wholeBytes()).isZero();
    }

    @Test
    void partsAndAnEarlierRecoveryAreSeen() throws IOException {
        assertThat(read(START + "{\"t\":5,\"type\":\"part\"}\n" + LEDGER).inParts()).isTrue();
        assertThat(read(START + "{\"t\":5,\"type\":\"recovered\"}\n").recovered()).isTrue();
        assertThat(read(START + "{\"t\":5,\"type\":\"recovered\"}\n" + LEDGER).recovered())
                .isFalse();
    }

    @Test
    void somethingElseInItsPlaceIsNoEvents() throws IOException {
        assertThat(RecordedEvents.read(folder.resolve("missing"))).isEmpty();
        assertThat(RecordedEvents.read(folder)).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("missing"));
        assertThat(RecordedEvents.read(link)).isEmpty();
    }

    private RecordedEvents read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("events.jsonl"), text, StandardCharsets.UTF_8);
        return RecordedEvents.read(file).orElseThrow();
    }
}

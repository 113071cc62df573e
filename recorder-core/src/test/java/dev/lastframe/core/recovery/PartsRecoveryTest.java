package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.RepairStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One file of events serves all parts of a recording, beside the first of them mostly. */
@Timeout(300)
final class PartsRecoveryTest {

    private static final StrictDecoder DECODER = new RememberingDecoder(new FfmpegDecoder());
    private static final String START =
            "{\"t\":0,\"type\":\"start\",\"wall\":\"2026-11-20T17:40:00Z\"}\n";
    private static final String TORN = "{\"t\":700000,\"type\":\"led";

    private static SampleRecording sample;

    @TempDir private Path root;
    private RecoveryFolder folder;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(10, 320, 180, 0);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void theEventsBesideAFirstPartThatIsPublishedAreMendedWithTheSecond() throws IOException {
        Files.write(folder.videos.resolve("clip.ts"), sample.bytes());
        folder.crashed("clip part 2", sample.bytes());
        Path events = folder.events("clip", START + part(2, "clip part 2.ts") + TORN);

        Receipt receipt = folder.recover(DECODER).receipts().getFirst();

        assertThat(receipt.state()).isEqualTo(State.SAVED);
        List<String> lines = Files.readAllLines(events);
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast())
                .contains("\"type\":\"recovered\"", "\"file\":\"clip part 2.ts\"", "\"frames\":10");
        assertThat(folder.names())
                .containsExactly("clip part 2.ts", "clip.events.jsonl", "clip.ts");
    }

    @Test
    void partsThatAreAllUnfinishedHaveALineEach() throws IOException {
        folder.crashed("clip", sample.bytes());
        folder.crashed("clip part 2", sample.bytes());
        folder.crashed("clip part 3", sample.first(sample.endOf(5)));
        Path events =
                folder.events(
                        "clip",
                        START + part(2, "clip part 2.ts") + part(3, "clip part 3.ts") + TORN);

        folder.recover(DECODER);

        List<String> lines = Files.readAllLines(events);
        assertThat(lines).hasSize(6);
        assertThat(lines.subList(3, 6))
                .allMatch(line -> line.contains("\"type\":\"recovered\""))
                .anyMatch(line -> line.contains("\"file\":\"clip part 2.ts\""))
                .anyMatch(line -> line.contains("\"file\":\"clip part 3.ts\""))
                .anyMatch(line -> !line.contains("\"file\""));
        assertThat(folder.names())
                .containsExactly(
                        "clip part 2.ts", "clip part 3.ts", "clip.events.jsonl", "clip.ts");
    }

    @Test
    void theEventsMayBeBesideALaterPartAndTellAnotherFolder() throws IOException {
        folder.crashed("clip part 3 (2)", sample.bytes());
        Path events =
                folder.events(
                        "clip part 2", START + part(3, "/some/where/clip part 3 (2).ts") + TORN);
        Path others = folder.events("clip", START + part(3, "clip part 3.ts") + TORN);

        folder.recover(DECODER);

        assertOneRecoveryIsTold(events);
        assertThat(others).hasContent(START + part(3, "clip part 3.ts") + TORN);
    }

    @Test
    void eventsOfARecordingThatSomebodyMakesAreLeftAlone() throws Exception {
        String text = START + part(2, "clip part 2.ts") + TORN;
        try (RecordingFiles live = RecordingFiles.reserve(folder.videos, "clip", true)) {
            folder.crashed("clip part 2", sample.bytes());
            Path events = folder.events("clip", text);

            RecoveryResult result = folder.recover(DECODER);

            assertThat(result.receipts()).extracting(Receipt::state).containsExactly(State.SAVED);
            assertThat(events).hasContent(text);
            assertThat(live.recording()).doesNotExist();
            assertThat(folder.names()).contains(".clip.lock");
        }
    }

    @Test
    void theLockOfAFirstPartThatIsKeptStays() throws IOException {
        folder.crashed("clip", "no recording".getBytes(StandardCharsets.UTF_8));
        folder.crashed("clip part 2", sample.bytes());
        Path events = folder.events("clip", START + part(2, "clip part 2.ts") + TORN);

        folder.recover(DECODER);

        assertOneRecoveryIsTold(events);
        assertThat(folder.names())
                .containsExactly(
                        ".clip.lock", "clip part 2.ts", "clip.events.jsonl", "clip.recording.ts");
    }

    @Test
    void ofAPartWithoutAByteTheEventsAreCutOnly() throws IOException {
        Files.write(folder.videos.resolve("clip.ts"), sample.bytes());
        folder.crashed("clip part 2", new byte[0]);
        Path events = folder.events("clip", START + part(2, "clip part 2.ts") + TORN);

        folder.recover(DECODER);

        assertThat(events).hasContent(START + part(2, "clip part 2.ts"));
        assertThat(folder.names()).containsExactly("clip.events.jsonl", "clip.ts");
    }

    @Test
    void aRunThatComesAfterAKilledOneTellsNothingTwice() throws IOException {
        folder.crashed("clip part 2", sample.bytes());
        Path events = folder.events("clip", START + part(2, "clip part 2.ts") + TORN);

        RecoveryResult killed =
                folder.recover(
                        DECODER,
                        step -> {
                            if (step == RepairStep.PUBLISH) {
                                throw new IllegalStateException("of the test");
                            }
                        });
        assertThat(killed.receipts().getFirst().state()).isEqualTo(State.KEPT);
        folder.recover(DECODER);

        assertOneRecoveryIsTold(events);
        assertThat(folder.names()).containsExactly("clip part 2.ts", "clip.events.jsonl");
    }

    private static void assertOneRecoveryIsTold(Path events) throws IOException {
        assertThat(Files.readAllLines(events))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"type\":\"recovered\"", "\"file\":\"clip part ");
    }

    private static String part(int number, String file) {
        return "{\"t\":500000,\"type\":\"part\",\"part\":%d,\"file\":\"%s\",\"reason\":\"ENCODER\"}\n"
                .formatted(number, file);
    }
}

package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTagsTest {

    private static final String START =
            "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"2026-11-25T10:00:00Z\"}\n";
    private static final String LEDGER =
            "{\"t\":1000000,\"type\":\"ledger\",\"ticks\":%d,\"captured\":20,\"unchanged\":7,"
                    + "\"late\":2,\"droppedQueueFull\":1,\"droppedBecause\":{\"encoder\":1,"
                    + "\"missed\":9},\"captureFailed\":0,\"encodeFailed\":0,\"abandoned\":0,"
                    + "\"missed\":3}\n";

    @TempDir private Path folder;

    @Test
    void theLastLedgerLineIsTold() throws IOException {
        events("clip", START + LEDGER.formatted(10) + LEDGER.formatted(30) + "{\"type\":\"led");

        assertThat(RecordingTags.of(folder.resolve("clip.ts")))
                .containsEntry("title", "clip")
                .containsEntry("creation_time", "2026-11-25T10:00:00Z")
                .containsEntry("description", LEDGER.formatted(30).strip())
                .containsEntry(
                        "comment",
                        "3 of 30 ticks missed (late 2, queue full 1, capture failed 0, encode"
                                + " failed 0, abandoned 0); 20 captured, 7 unchanged.");
    }

    @Test
    void aLaterPartHasTheNumbersOfTheWhole() throws IOException {
        events("clip", START + LEDGER.formatted(30));

        assertThat(RecordingTags.of(folder.resolve("clip part 2.ts")))
                .containsEntry("title", "clip part 2")
                .containsKey("comment");
        assertThat(RecordingTags.of(folder.resolve("clip part 3 (2).ts"))).containsKey("comment");
    }

    @Test
    void withoutEventsThereIsOnlyTheName() throws IOException {
        assertThat(RecordingTags.of(folder.resolve("clip.ts"))).hasSize(1);
        events("clip", "no json\n\u0000\n{\"type\":\"ledger\"");
        assertThat(RecordingTags.of(folder.resolve("clip.ts"))).hasSize(1);
    }

    private void events(String name, String lines) throws IOException {
        Files.writeString(folder.resolve(name + ".events.jsonl"), lines);
    }
}

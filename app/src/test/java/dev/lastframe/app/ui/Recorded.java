package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What recordings left in a folder. Blocks on the disk. */
final class Recorded {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TEMPORARY = ".recording.ts";

    private Recorded() {}

    /** Waits until a recording of this folder has bytes on the disk. */
    static Path awaitGrowing(Path folder) {
        Waits.eventually(
                LIMIT,
                "a recording grows in " + folder,
                () -> files(folder, TEMPORARY).stream().anyMatch(it -> it.toFile().length() > 0));
        return files(folder, TEMPORARY).getFirst();
    }

    /** Waits until there are so many published recordings and nothing else is going on. */
    static List<Path> awaitPublished(Path folder, int count) {
        Waits.eventually(
                LIMIT,
                count + " recordings are published in " + folder,
                () -> published(folder).size() == count && files(folder, ".lock").isEmpty());
        return published(folder);
    }

    /** The published recordings, by name. */
    static List<Path> published(Path folder) {
        return files(folder, ".ts").stream()
                .filter(file -> !file.toString().endsWith(TEMPORARY))
                .toList();
    }

    /** Files of the folder with this ending, by name; none while there is no folder. */
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A recording's events, in order. */
    static List<JsonNode> events(Path video) {
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<String> lines = Files.lines(BarcodeRecordingIT.events(video))) {
            return lines.map(line -> parse(mapper, line)).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The numbers that hold: those of the last ledger line. */
    static JsonNode ledger(Path video) {
        return events(video).stream()
                .filter(event -> event.get("type").asText().equals("ledger"))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no ledger line for " + video));
    }

    /** Decodes all of it; as many pictures as the ledger says, which balances; nothing is left. */
    static VideoInfo assertWhole(Path video) {
        Ffmpeg.requireUndamaged(video);
        VideoInfo info = Ffmpeg.probe(video);
        JsonNode ledger = ledger(video);
        BarcodeRecordingIT.assertBalances(ledger);
        assertThat((long) info.frames()).isEqualTo(ledger.get("encoded").asLong()).isPositive();
        assertThat(BarcodeRecordingIT.growing(video)).doesNotExist();
        assertThat(files(video.getParent(), ".lock")).isEmpty();
        return info;
    }

    private static JsonNode parse(ObjectMapper mapper, String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException broken) {
            throw new UncheckedIOException(line, broken);
        }
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs record one screen into one folder at once. */
@Tag("beside")
@Timeout(600)
final class TwoInstancesIT {

    @TempDir private Path home;

    @Test
    void bothRecordingsAreWholeUnderNamesOfTheirOwn() throws IOException {
        // The same name for both, whatever second it is.
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"nameTemplate\": \"bug\"}");
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.SMALL, 10)) {
            Launcher launcher = new Launcher(home, screen.display());
            List<Launcher.Running> both =
                    List.of(
                            launcher.start("record", "--for", "3s", "--json"),
                            launcher.start("record", "--for", "3s", "--json"));

            List<Launcher.Run> ended = both.stream().map(Launcher.Running::await).toList();

            assertThat(ended)
                    .allSatisfy(run -> {
                        assertThat(run.exitCode()).as(run.err()).isZero();
                        JsonNode json = run.json();
                        Path video = Path.of(json.get("files").get(0).asText());
                        Ffmpeg.requireUndamaged(video);
                        BarcodeRecordingIT.assertBalances(json.get("ledger"));
                        assertThat((long) Ffmpeg.decode(video, content.layout()).pictures().size())
                                .isEqualTo(json.get("ledger").get("encoded").asLong())
                                .isPositive();
                    });
        }
        try (Stream<Path> files = Files.list(home.resolve("Videos/Lastframe"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "bug.ts",
                            "bug.mp4",
                            "bug.events.jsonl",
                            "bug (2).ts",
                            "bug (2).mp4",
                            "bug (2).events.jsonl");
        }
        try (Stream<Path> notes = Files.list(home.resolve("state/lastframe/active"))) {
            assertThat(notes).isEmpty();
        }
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that was stopped and continued goes on recording, and says how long it was away. */
@Timeout(600)
final class StoppedProcessIT {

    private static final Duration AWAY = Duration.ofSeconds(4);

    @TempDir private Path home;

    @Test
    void theHoleIsOneGapOutsideTicksAndPresentationTime() throws IOException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = home.resolve("gap.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start("record", "--json", "--output", video.toString());
            Path growing = BarcodeRecordingIT.growing(video);
            Waits.eventually(
                    Duration.ofMinutes(2), "it records", () -> growing.toFile().length() > 0);
            Waits.pause(Duration.ofMillis(500));

            long stopsNanos = System.nanoTime();
            Signals.send("STOP", running.process());
            Waits.pause(AWAY);
            Signals.send("CONT", running.process());
            long awayMicros = (System.nanoTime() - stopsNanos) / 1000;
            long before = growing.toFile().length();
            Waits.eventually(
                    Duration.ofMinutes(2),
                    "it goes on",
                    () -> growing.toFile().length() > before + 20_000);
            Signals.send("TERM", running.process());
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).isZero();
            assertThat(content.shown()).isNotEmpty();
            JsonNode ledger = run.json().get("ledger");
            BarcodeRecordingIT.assertBalances(ledger);
            List<JsonNode> gaps = gaps(BarcodeRecordingIT.events(video));
            assertThat(gaps).hasSize(1);
            long gapMicros = gaps.getFirst().get("micros").asLong();
            assertThat(gapMicros).isBetween(3_500_000L, awayMicros + 2_000_000);
            double seconds = run.json().get("seconds").asDouble();
            assertThat(ledger.get("ticks").asDouble())
                    .isBetween(seconds * 30 - 30, seconds * 30 + 30);
            List<VideoPacket> packets = Ffmpeg.packets(video);
            assertThat((long) packets.size()).isEqualTo(ledger.get("encoded").asLong());
            for (int i = 1; i < packets.size(); i++) {
                assertThat(packets.get(i).ptsMicros() - packets.get(i - 1).ptsMicros())
                        .as("step at %d", i)
                        .isBetween(1L, 2_000_000L);
            }
            double span = (packets.getLast().ptsMicros() - packets.getFirst().ptsMicros()) / 1e6;
            assertThat(span).isBetween(seconds - 2, seconds + 0.1);
        }
    }

    private static List<JsonNode> gaps(Path events) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> found = new ArrayList<>();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = mapper.readTree(line);
            if (event.get("type").asText().equals("gap")) {
                found.add(event);
            }
        }
        return found;
    }
}

package dev.lastframe.app.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of the application under test is followed beside the video, and holds no secret there.
 */
@Timeout(600)
final class TailIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How late a line may be seen on a machine that does other things too. */
    private static final long LATE_MICROS = 15_000_000;

    @TempDir private Path home;

    private final Map<String, Long> written = new LinkedHashMap<>();

    @Test
    void linesAppearAtTheirTimesAndPlantedSecretsDoNot() throws IOException {
        List<String> secrets = secrets();
        Path log = home.resolve("shop.log");
        write(log, "before the recording\n");
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content =
                        BarcodeContent.start(screen.display(), ContentMode.FULL, 20)) {
            Path video = home.resolve("tailed.ts");
            Launcher.Running running =
                    new Launcher(home, screen.display())
                            .start(
                                    "record",
                                    "--json",
                                    "--output",
                                    video.toString(),
                                    "--tail",
                                    log.toString(),
                                    "--tail",
                                    home.resolve("none.log").toString(),
                                    "--tail",
                                    home.resolve("later.log").toString());
            Path growing = BarcodeRecordingIT.growing(video);
            Waits.eventually(
                    Duration.ofMinutes(2), "it records", () -> growing.toFile().length() > 0);
            Path events = BarcodeRecordingIT.events(video);
            Waits.eventually(
                    Duration.ofMinutes(2),
                    "the log is followed",
                    () -> {
                        write(log, "is anybody there\n");
                        return read(events).contains("is anybody there");
                    });
            for (int i = 0; i < 5; i++) {
                say(log, "step " + i);
                Waits.pause(Duration.ofMillis(100));
            }
            for (String secret : secrets) {
                write(log, secret + "\n");
            }
            Files.move(log, home.resolve("shop.log.1"));
            say(log, "after the rotation");
            say(home.resolve("later.log"), "a file that came later");
            Waits.eventually(
                    Duration.ofMinutes(2),
                    "the last lines are seen",
                    () ->
                            read(events).contains("after the rotation")
                                    && read(events).contains("came later"));
            say(log, "in the last moment");
            running.process().destroy();
            Launcher.Run run = running.await();

            assertThat(run.exitCode()).isZero();
            assertThat(run.json().get("warnings")).isEmpty();
            assertThat(run.err())
                    .contains(home.resolve("none.log") + " is not there yet")
                    .contains(home.resolve("later.log") + " is not there yet")
                    .doesNotContain(log + " is not there yet");
            assertThat(content.shown()).isNotEmpty();
            check(events, run.json().get("seconds").asDouble(), secrets);
        }
    }

    private void check(Path events, double seconds, List<String> secrets) throws IOException {
        String bytes = read(events);
        assertThat(bytes).doesNotContain("before the recording");
        for (String secret : secrets) {
            String bare = secret.replaceAll("^.*[ =:]", "");
            assertThat(bytes).as(secret).doesNotContain(bare);
        }
        Map<String, Long> seen = new LinkedHashMap<>();
        long wallStart = 0;
        for (String line : Files.readAllLines(events)) {
            JsonNode event = JSON.readTree(line);
            if (event.get("type").asText().equals("start")) {
                wallStart = micros(Instant.parse(event.get("wall").asText()));
            } else if (event.has("line")) {
                seen.putIfAbsent(event.get("line").asText(), event.get("t").asLong());
                assertThat(event.get("file").asText()).endsWith(".log").doesNotContain("/");
            }
        }
        List<Long> times = new ArrayList<>(seen.values());
        assertThat(times).isSorted().allMatch(t -> t >= 0 && t <= seconds * 1e6 + LATE_MICROS);
        for (Map.Entry<String, Long> said : written.entrySet()) {
            assertThat(seen).containsKey(said.getKey());
            assertThat(seen.get(said.getKey()) - (said.getValue() - wallStart))
                    .as(said.getKey())
                    .isBetween(-1_000_000L, LATE_MICROS);
        }
        assertThat(seen.keySet())
                .contains("password=[password]", "key [GitHub token]", "mail [e-mail]")
                .anyMatch(line -> line.startsWith("file ~/"));
    }

    private List<String> secrets() {
        return List.of(
                "password=correct-horse-9",
                "key ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "aws AKIAQWERTYUIOPASDFGH",
                "mail jane.doe@mail.example.org",
                "file " + home.resolve("private-notes.txt").toString().replace(" ", ""),
                "jwt eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3",
                "db postgres://app:s3cr3t-w0rd@db.internal/shop",
                "-----BEGIN PRIVATE KEY-----",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
                "-----END PRIVATE KEY-----");
    }

    private void say(Path log, String line) {
        Instant now = Instant.now();
        written.put(line, micros(now));
        write(log, line + "\n");
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }

    private static void write(Path log, String text) {
        try {
            Files.writeString(log, text, CREATE, APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

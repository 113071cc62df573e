package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.testing.EventSchema;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program keeps what a person does, and keeps nothing when it is told not to. */
@Tag("beside")
@Timeout(600)
final class InputIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static VirtualScreen screen;

    @TempDir private Path home;

    @BeforeAll
    static void show() {
        screen = VirtualScreen.start(640, 480);
    }

    @AfterAll
    static void close() {
        screen.close();
    }

    @Test
    void aClickIsKeptBesideThePicture() throws IOException {
        List<JsonNode> lines = recordAClick(true);

        assertThat(lines.getFirst().get("input").asText()).isEqualTo("x11");
        assertThat(lines)
                .filteredOn(line -> line.get("type").asText().equals("click"))
                .first()
                .satisfies(click -> {
                    assertThat(click.get("x").asInt()).isEqualTo(120);
                    assertThat(click.get("y").asInt()).isEqualTo(130);
                });
    }

    @Test
    void withoutInputNothingOfItIs() throws IOException {
        assertNothingIsKept(recordAClick(false, "--no-input"));
    }

    @Test
    void theSettingSwitchesItOffToo() throws IOException {
        Path settings = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"inputEvents\":false}");

        assertNothingIsKept(recordAClick(false));
    }

    private static void assertNothingIsKept(List<JsonNode> lines) {
        assertThat(lines.getFirst().get("input").asText()).isEqualTo("off");
        assertThat(lines)
                .extracting(line -> line.get("type").asText())
                .contains("ledger")
                .doesNotContain("pointer", "click", "scroll", "key", "focus");
    }

    private static boolean holds(Path events, String type) {
        try {
            return Files.readString(events).contains("\"type\":\"" + type + "\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<JsonNode> recordAClick(boolean keeps, String... options) throws IOException {
        Path video = home.resolve("clip.ts");
        List<String> arguments = new ArrayList<>(List.of("record", "--output", video.toString()));
        arguments.addAll(List.of(options));
        Launcher.Running running =
                new Launcher(home, screen.display()).start(arguments.toArray(String[]::new));
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(
                LIMIT,
                "it records",
                () -> growing.toFile().length() > 0 || !running.process().isAlive());
        Path events = home.resolve("clip.events.jsonl");
        if (keeps) {
            // It listens once it has told where the pointer is.
            Waits.eventually(LIMIT, "it listens", () -> holds(events, "pointer"));
        } else {
            Waits.eventually(LIMIT, "a second is over", () -> holds(events, "ledger"));
        }
        screen.run("xdotool", "mousemove", "120", "130", "click", "1");
        if (keeps) {
            Waits.eventually(LIMIT, "the click", () -> holds(events, "click"));
        } else {
            Waits.pause(Duration.ofMillis(1500));
        }
        running.process().destroy();
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).as(run.err()).isZero();
        EventSchema.check(events);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(events)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }
}

package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.testing.EventSchema;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings of a real X server, on which a person is played by {@code xdotool}. */
@Tag("beside")
@Timeout(600)
final class InputRecordingIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofMillis(700);
    private static final CaptureTarget ALL = new CaptureTarget.Screen(1);
    private static final String THREAD = "lastframe-input";

    @TempDir private Path home;

    private final NanoClock clock = NanoClock.system();
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private VirtualScreen screen;
    private Process terminal;

    @BeforeEach
    void showTheTerminal() throws IOException {
        screen = VirtualScreen.start(800, 600);
        Programs.require("xterm");
        terminal =
                screen.command(
                                "xterm",
                                "-geometry",
                                "80x20+20+20",
                                "-class",
                                "Typewriter",
                                "-title",
                                "Quarterly numbers",
                                "-e",
                                "sh",
                                "-c",
                                "stty raw -echo; touch ready; exec cat > typed")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Waits.eventually(LIMIT, "the terminal", () -> Files.exists(home.resolve("ready")));
        String window =
                screen.run("xdotool", "search", "--class", "Typewriter")
                        .lines()
                        .findFirst()
                        .orElseThrow();
        screen.run("xdotool", "windowfocus", "--sync", window);
    }

    @AfterEach
    void end() throws Exception {
        // The grabber closes there, before its screen ends: Xlib ends the process otherwise.
        captureThread.shutdown();
        assertThat(captureThread.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Waits.kill(terminal);
        screen.close();
        EventSchema.checkAll(home);
    }

    @Test
    void aTypedSentenceLeavesNoTraceInTheFile() throws IOException {
        Recording recording = record("typed", ALL, EventOptions.DEFAULT);
        awaitLine("typed", "focus");
        xdotool("key", "--delay", "40", "ctrl+s", "BackSpace");
        xdotool("type", "--delay", "15", "The Quick Brown Fox 1234567890 !\"$%&/()=? gehtim");
        xdotool("key", "--delay", "40", "BackSpace", "x", "BackSpace", "Y", "BackSpace");
        xdotool("type", "--delay", "15", "jumps. Passw0rd#");
        awaitKeys("typed", 2);
        awaitTyped("Passw0rd#");
        Waits.pause(QUIET);
        stop(recording);

        Recording other = record("silent", ALL, EventOptions.DEFAULT);
        awaitLine("silent", "focus");
        xdotool("key", "--delay", "40", "ctrl+s", "BackSpace");
        awaitKeys("silent", 2);
        Waits.pause(QUIET);
        stop(other);

        assertThat(Files.readString(home.resolve("typed"))).contains("Quick Brown", "Passw0rd#");
        assertThat(keys("typed")).containsExactly("Ctrl+S", "Backspace").isEqualTo(keys("silent"));
        assertThat(kinds("typed")).isEqualTo(kinds("silent"));
        String text = Files.readString(events("typed"));
        assertThat(text).doesNotContain("Quick", "Passw0rd", "Quarterly");
    }

    @Test
    void keysStandAtTheMomentInWhichTheyWerePressed() throws IOException {
        Recording recording = record("keys", ALL, EventOptions.DEFAULT);
        awaitLine("keys", "focus");
        long start = lines("keys").getFirst().get("nanoTime").asLong();
        List<long[]> pressed = new ArrayList<>();
        List<String> names = List.of("ctrl+s", "F5", "Return", "Left", "Up");
        for (String name : names) {
            long before = clock.nanoTime();
            xdotool("key", name);
            pressed.add(new long[] {before, clock.nanoTime()});
            awaitKeys("keys", pressed.size());
        }
        stop(recording);

        List<JsonNode> told = of("keys", "key");
        assertThat(keys("keys")).containsExactly("Ctrl+S", "F5", "Enter", "Left", "Up");
        for (int i = 0; i < told.size(); i++) {
            long nanos = start + TimeUnit.MICROSECONDS.toNanos(told.get(i).get("t").asLong());
            long slack = TimeUnit.SECONDS.toNanos(2);
            assertThat(nanos)
                    .as(names.get(i))
                    .isBetween(pressed.get(i)[0] - 1000, pressed.get(i)[1] + slack);
        }
    }

    @Test
    void ofARegionOnlyWhatLiesInItIsKept() throws IOException {
        CaptureTarget region = new CaptureTarget.Region(600, 400, 150, 100);
        Recording recording = record("region", region, EventOptions.DEFAULT);
        awaitListening();
        xdotool("mousemove", "100", "100", "click", "1", "key", "ctrl+s", "F5", "Return");
        Waits.pause(QUIET);
        xdotool("mousemove", "610", "420", "click", "3");
        Waits.eventually(LIMIT, "both of a click", () -> of("region", "click").size() >= 2);
        Waits.pause(QUIET);
        stop(recording);

        assertThat(keys("region")).isEmpty();
        assertThat(of("region", "focus")).isEmpty();
        List<JsonNode> clicks = of("region", "click");
        assertThat(clicks).hasSize(2);
        assertThat(clicks.getFirst().get("x").asInt()).isEqualTo(10);
        assertThat(clicks.getFirst().get("y").asInt()).isEqualTo(20);
        assertThat(clicks.getFirst().get("button").asText()).isEqualTo("right");
    }

    @Test
    void nothingOfAPauseIsKept() throws IOException {
        Recording recording = record("paused", ALL, EventOptions.DEFAULT);
        awaitLine("paused", "focus");
        recording.pause();
        Waits.eventually(LIMIT, "it pauses", () -> recording.state() == SessionState.PAUSED);
        xdotool("key", "--delay", "40", "ctrl+s", "F5");
        xdotool("mousemove_relative", "50", "50", "click", "1");
        Waits.pause(QUIET);
        recording.resume();
        Waits.eventually(LIMIT, "it goes on", () -> recording.state() == SessionState.RECORDING);
        Waits.pause(QUIET);
        xdotool("key", "F6");
        awaitKeys("paused", 1);
        Waits.pause(QUIET);
        stop(recording);

        assertThat(keys("paused")).containsExactly("F6");
        assertThat(of("paused", "click")).isEmpty();
    }

    @Test
    void switchedOffNothingListens() throws IOException {
        Recording recording = record("off", ALL, EventOptions.DEFAULT.withInput(false));
        Waits.eventually(LIMIT, "it records", () -> recording.status().ledger().encoded() > 0);
        assertThat(threads()).isZero();
        xdotool("key", "ctrl+s", "F5");
        xdotool("mousemove_relative", "50", "50", "click", "1");
        Waits.pause(QUIET);
        stop(recording);

        assertThat(lines("off").getFirst().get("input").asText()).isEqualTo("off");
        assertThat(kinds("off")).doesNotContain("key", "click", "pointer", "focus", "scroll");
    }

    @Test
    void theListenerEndsWithTheRecordingAndDoesItNoHarm() throws IOException {
        Recording recording = record("fast", ALL, new EventOptions(true, true, List.of()));
        awaitLine("fast", "focus");
        List<String> script = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            script.addAll(List.of("mousemove_relative", "--", i / 100 % 2 == 0 ? "2" : "-2", "0"));
            script.addAll(List.of("sleep", "0.001"));
        }
        xdotool(script.toArray(String[]::new));
        Waits.pause(Duration.ofSeconds(1));
        Outcome outcome = stop(recording);

        assertThat(lines("fast").getFirst().get("input").asText()).isEqualTo("x11");
        assertThat(of("fast", "focus").getFirst().get("title").asText())
                .isEqualTo("Quarterly numbers");
        List<JsonNode> places = of("fast", "pointer");
        assertThat(places).hasSizeGreaterThan(15);
        for (int i = 30; i < places.size(); i++) {
            long apart = places.get(i).get("t").asLong() - places.get(i - 30).get("t").asLong();
            assertThat(apart).isGreaterThanOrEqualTo(999_999);
        }
        assertThat(of("fast", "screen")).isNotEmpty();
        assertThat(outcome.status().ledger().balances()).isTrue();
        Ffmpeg.requireUndamaged(outcome.files().getFirst());
        Waits.eventually(LIMIT, "its thread ends", () -> threads() == 0);
    }

    // ---- what the tests do

    private Recording record(String name, CaptureTarget target, EventOptions options) {
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        clock,
                        (what, cursor, time) ->
                                X11Grabber.open(screen.display(), what, cursor, time),
                        captureThread,
                        EncoderChoice.forThisSystem(),
                        home.resolve("active"));
        RecordingRequest request =
                new RecordingRequest(
                                target,
                                30,
                                Preset.INSTANT,
                                Optional.empty(),
                                true,
                                home,
                                name,
                                false,
                                8,
                                RecordingRequest.DEFAULT_POOL_BYTES,
                                List.of())
                        .withEvents(options);
        Recording recording =
                Recording.start(
                        request,
                        environment,
                        new RecordingListener() {
                            @Override
                            public void stateChanged(
                                    SessionState from, SessionState to, String reason) {}

                            @Override
                            public void health(HealthEvent event) {}
                        });
        Waits.eventually(
                LIMIT, name + " records", () -> recording.state() == SessionState.RECORDING);
        return recording;
    }

    private static Outcome stop(Recording recording) {
        Outcome outcome = recording.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(outcome.result()).as(outcome.sentence()).isEqualTo(Outcome.Result.SAVED);
        return outcome;
    }

    private void xdotool(String... arguments) {
        screen.run("xdotool", arguments);
    }

    private void awaitLine(String name, String type) {
        Waits.eventually(LIMIT, "a line " + type, () -> !of(name, type).isEmpty());
    }

    private void awaitKeys(String name, int count) {
        Waits.eventually(LIMIT, count + " keys", () -> keys(name).size() >= count);
    }

    private void awaitTyped(String text) {
        Waits.eventually(
                LIMIT,
                "the terminal got " + text,
                () -> {
                    try {
                        return Files.readString(home.resolve("typed")).contains(text);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
    }

    private static void awaitListening() {
        Waits.eventually(LIMIT, "it listens", () -> threads() > 0);
        Waits.pause(QUIET);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals(THREAD))
                .count();
    }

    private Path events(String name) {
        return home.resolve(name + ".events.jsonl");
    }

    private List<JsonNode> lines(String name) {
        try {
            String text = Files.readString(events(name), StandardCharsets.UTF_8);
            List<JsonNode> all = new ArrayList<>();
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                all.add(new ObjectMapper().readTree(line));
            }
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<JsonNode> of(String name, String type) {
        return lines(name).stream().filter(line -> line.get("type").asText().equals(type)).toList();
    }

    private List<String> keys(String name) {
        return of(name, "key").stream().map(line -> line.get("key").asText()).toList();
    }

    /** Which types of lines there are of a person's doing. */
    private List<String> kinds(String name) {
        return lines(name).stream()
                .map(line -> line.get("type").asText())
                .filter(type -> !List.of("ledger", "screen", "missed", "health").contains(type))
                .toList();
    }
}

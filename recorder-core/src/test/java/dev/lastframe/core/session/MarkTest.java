package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mark is written at the moment of the call, and only while that moment is in the picture. */
@Timeout(300)
final class MarkTest {

    @TempDir private Path home;
    private final CountDownLatch released = new CountDownLatch(1);
    private Studio studio;

    @BeforeEach
    void setUp() throws IOException {
        studio = new Studio(home);
    }

    @AfterEach
    void tearDown() throws IOException {
        released.countDown();
        studio.close();
    }

    @Test
    void itIsOfTheMomentOfTheCallAlthoughTheSessionsThreadIsBusy() throws IOException {
        CountDownLatch busy = new CountDownLatch(1);
        studio.when(
                SessionState.RECORDING,
                () -> {
                    busy.countDown();
                    await(released);
                });
        Recording recording = studio.records();
        await(busy);
        studio.awaitEncoded(recording, 5);

        long before = System.nanoTime();
        Mark mark = recording.mark(Optional.of("  the button is gone\n")).orElseThrow();
        long after = System.nanoTime();
        studio.awaitEncodedMore(recording, 5);
        released.countDown();
        studio.awaitEnd(stopped(recording));

        List<Map<String, String>> events =
                studio.events(studio.folder().resolve("clip.events.jsonl"));
        long start = Long.parseLong(events.getFirst().get("nanoTime"));
        assertThat(marks(events))
                .containsExactly(
                        Map.of(
                                "t", Long.toString(mark.tMicros()),
                                "type", "mark",
                                "text", "the button is gone"));
        assertThat(start + TimeUnit.MICROSECONDS.toNanos(mark.tMicros()))
                .isBetween(before - 1_000, after);
    }

    @Test
    void theyAreCountedAndNothingIsKeptInAPauseOrOutsideOfTheRecording() throws IOException {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 2);
        Optional<Mark> first = recording.mark(Optional.empty());
        recording.pause();
        await(recording, SessionState.PAUSED);
        Optional<Mark> paused = recording.mark(Optional.of("nobody sees this"));
        recording.resume();
        await(recording, SessionState.RECORDING);
        Optional<Mark> second = recording.mark(Optional.of("2"));
        studio.awaitEnd(stopped(recording));
        Optional<Mark> late = recording.mark(Optional.of("too late"));

        assertThat(first).map(Mark::number).contains(1);
        assertThat(second).map(Mark::number).contains(2);
        assertThat(paused).isEmpty();
        assertThat(late).isEmpty();
        assertThat(marks(studio.events(studio.folder().resolve("clip.events.jsonl"))))
                .extracting(mark -> mark.get("text"))
                .containsExactly("", "2");
    }

    @Test
    void aTextIsOneLineWithoutControlCharactersAndNotTooLong() {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 2);

        assertThat(text(recording, "\u001b[2Ja\u0000b\u0007")).isEqualTo("[2Jab");
        assertThat(text(recording, " one\r\n\ttwo\u2028three ")).isEqualTo("one two three");
        assertThat(text(recording, "\u202Egpj.exe\ud800 \u009b")).isEqualTo("gpj.exe");
        assertThat(text(recording, "größer als 🐞 家")).isEqualTo("größer als 🐞 家");
        String endless = text(recording, "🐞".repeat(5_000));
        assertThat(endless.codePointCount(0, endless.length())).isEqualTo(Mark.LONGEST_TEXT);
        assertThat(text(recording, "\n\t")).isEmpty();
        studio.awaitEnd(stopped(recording));
    }

    private static String text(Recording recording, String said) {
        return recording.mark(Optional.of(said)).orElseThrow().text();
    }

    private static List<Map<String, String>> marks(List<Map<String, String>> events) {
        return events.stream().filter(event -> "mark".equals(event.get("type"))).toList();
    }

    private static Recording stopped(Recording recording) {
        recording.close();
        return recording;
    }

    private static void await(Recording recording, SessionState state) {
        Waits.eventually(Studio.LIMIT, state.name(), () -> recording.state() == state);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Studio.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

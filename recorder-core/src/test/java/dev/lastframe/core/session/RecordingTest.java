package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.TaskStat;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole road but the X server: a synthetic screen, the real encoder, the real disk. */
@Timeout(300)
final class RecordingTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Of Linux's {@code sched.h}. */
    private static final int SCHED_BATCH = 3;

    private static final EncoderChoice ENCODERS = EncoderChoice.forThisSystem();

    @TempDir private Path folder;

    private final NanoClock clock = NanoClock.system();
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private final SyntheticGrabber screen = new SyntheticGrabber(clock, 320, 180);
    private final List<SessionState> states = new CopyOnWriteArrayList<>();
    private final List<HealthEvent.Kind> health = new CopyOnWriteArrayList<>();

    @AfterEach
    void endTheCaptureThread() {
        captureThread.shutdownNow();
    }

    @Test
    void aRecordingIsPublishedAndItsNumbersAgreeWithItsFile() throws IOException {
        Recording recording = start(request());
        awaitEncoded(recording, 20);

        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(states)
                .containsExactly(
                        SessionState.STARTING,
                        SessionState.RECORDING,
                        SessionState.STOPPING,
                        SessionState.SAVED);
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.inFlight()).isZero();
        Path video = outcome.files().getFirst();
        assertThat(new FinishedRecordings(folder.resolve("active")).all())
                .as("noted before the outcome is told")
                .containsExactly(video);
        VideoInfo info = Ffmpeg.probe(video);
        assertThat((long) info.frames()).isEqualTo(ledger.encoded());
        assertThat(info.packets())
                .extracting(VideoPacket::ptsMicros)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(names()).containsExactlyInAnyOrder("clip.ts", "clip.events.jsonl");
        assertThat(activeNotes()).isZero();
        Waits.eventually(LIMIT, "the grabber is closed", screen::isClosed);
    }

    @Test
    void theEventsBeginWithTheHeaderAndEndWithTheFinalLedger() throws IOException {
        Recording recording = start(request());
        awaitEncoded(recording, 5);

        Outcome outcome = recording.stop().join();

        List<String> lines = Files.readAllLines(folder.resolve("clip.events.jsonl"));
        for (String line : lines) {
            assertThat(isJsonObject(line)).as(line).isTrue();
        }
        assertThat(lines.getFirst())
                .startsWith("{\"t\":0,\"type\":\"start\",\"version\":1,")
                .as("this source knows nothing of what a person does, and the header says so")
                .contains(
                        "\"input\":\"none\",\"inputReason\":\"This source of pictures does not tell"
                                + " of pointer and keys.\",");
        assertThat(lines.getLast())
                .contains(
                        "\"type\":\"ledger\",\"ticks\":" + outcome.status().ledger().ticks() + ",");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theEncodersThreadsYieldAndLetOthersFinish() throws IOException {
        Recording recording = start(request());
        awaitEncoded(recording, 2);

        List<TaskStat> encoders = encoderThreads();
        recording.stop().join();

        assertThat(encoders)
                .as("the encoder's own threads have the name of the one that started them")
                .hasSizeGreaterThan(1)
                .allMatch(thread -> thread.nice() >= 2 && thread.policy() == SCHED_BATCH);
    }

    private static List<TaskStat> encoderThreads() throws IOException {
        List<TaskStat> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                TaskStat.of(thread)
                        .filter(each -> each.name().equals("lastframe-encod"))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    @Test
    void twoStopsAndACloseAreOneStop() {
        Recording recording = start(request());
        awaitEncoded(recording, 2);

        Outcome first = recording.stop().join();
        Outcome second = recording.stop().join();
        recording.close();

        assertThat(second).isSameAs(first);
        assertThat(states).filteredOn(SessionState::isEnd).hasSize(1);
    }

    @Test
    void aStopAtOnceLeavesAValidFileOrNothing() throws IOException {
        for (int i = 0; i < 10; i++) {
            Outcome outcome = start(request()).stop().join();

            if (outcome.result() == Outcome.Result.SAVED) {
                assertThat(Ffmpeg.probe(outcome.files().getFirst()).frames()).isPositive();
            } else {
                assertThat(outcome.result()).isEqualTo(Outcome.Result.EMPTY);
                assertThat(outcome.sentence()).endsWith(".");
                assertThat(outcome.files()).isEmpty();
            }
            assertThat(names())
                    .noneMatch(name -> name.contains("recording") || name.endsWith("lock"));
            assertThat(activeNotes()).isZero();
        }
    }

    @Test
    void aPauseIsCutOutOfTheTimesAndMarkedInTheEvents() throws IOException {
        Recording recording = start(request());
        awaitEncoded(recording, 5);

        recording.pause();
        awaitState(recording, SessionState.PAUSED);
        long ticks = recording.status().ledger().ticks();
        Duration elapsed = recording.status().elapsed();
        Waits.pause(Duration.ofSeconds(2));
        assertThat(recording.status().ledger().ticks()).isEqualTo(ticks);
        assertThat(recording.status().elapsed()).isEqualTo(elapsed);
        recording.resume();
        awaitState(recording, SessionState.RECORDING);
        awaitEncoded(recording, recording.status().ledger().encoded() + 5);
        Outcome outcome = recording.stop().join();

        List<VideoPacket> packets = Ffmpeg.packets(outcome.files().getFirst());
        long largest = 0;
        for (int i = 1; i < packets.size(); i++) {
            largest =
                    Math.max(largest, packets.get(i).ptsMicros() - packets.get(i - 1).ptsMicros());
        }
        assertThat(largest).as("hole in the times").isLessThan(1_900_000);
        assertThat(outcome.status().ledger().balances()).isTrue();
        assertThat((long) packets.size()).isEqualTo(outcome.status().ledger().encoded());
        assertThat(Files.readString(folder.resolve("clip.events.jsonl")))
                .contains("\"type\":\"pause\"")
                .contains("\"type\":\"resume\"");
    }

    @Test
    void aStopWhilePausedSaves() {
        Recording recording = start(request());
        awaitEncoded(recording, 2);
        recording.pause();
        awaitState(recording, SessionState.PAUSED);

        assertThat(recording.stop().join().result()).isEqualTo(Outcome.Result.SAVED);
    }

    @Test
    void aStillScreenCostsNoFramesButHeartbeats() {
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        long before = recording.status().ledger().captured();

        Waits.eventually(
                LIMIT,
                "sixty unchanged ticks",
                () -> recording.status().ledger().unchanged() >= 60);
        LedgerSnapshot ledger = recording.status().ledger();

        // Three in 2 s, a few more on a busy computer.
        assertThat(ledger.captured() - before).isBetween(1L, 15L);
        recording.stop().join();
    }

    @Test
    void aStillScreenDoesNotWakeTheCaptureThreadAndAChangeDoes() {
        screen.notices(true);
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        Waits.eventually(
                LIMIT, "a still screen", () -> recording.status().ledger().unchanged() >= 5);
        int looks = screen.looks();
        long unchanged = recording.status().ledger().unchanged();

        Waits.eventually(
                LIMIT,
                "sixty still ticks",
                () -> recording.status().ledger().unchanged() >= unchanged + 60);

        // Heartbeats, two looks and one more each; three in 2 s, a few more on a busy computer.
        assertThat(screen.looks() - looks).isLessThan(30);
        long encoded = recording.status().ledger().encoded();
        screen.changes(true);
        awaitEncoded(recording, encoded + 5);
        Outcome outcome = recording.stop().join();
        assertThat(outcome.status().ledger().balances()).isTrue();
        assertThat(outcome.status().ledger().unverified()).isZero();
    }

    @Test
    void soonAfterALargeChangeThePictureIsShownOnceMoreAsAKeyFrame() {
        Recording recording = start(request());
        awaitEncoded(recording, 10);
        long moving = recording.status().elapsed().toNanos() / 1000;
        screen.changes(false);
        long unchanged = recording.status().ledger().unchanged();
        Waits.eventually(
                LIMIT,
                "two seconds without a change",
                () -> recording.status().ledger().unchanged() >= unchanged + 60);
        Outcome outcome = recording.stop().join();

        List<VideoPacket> packets = Ffmpeg.packets(outcome.files().getFirst());
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < packets.size(); i++) {
            long gap = packets.get(i).ptsMicros() - packets.get(i - 1).ptsMicros();
            if (packets.get(i).key() && gap >= 300_000 && packets.get(i).ptsMicros() > moving) {
                gaps.add(gap);
            }
        }
        // Half a second, unless the computer is busy; what comes after is a heartbeat and no key.
        assertThat(gaps).hasSize(1);
        assertThat(gaps.getFirst()).isLessThan(3_000_000);
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void aNoticeThatLiesIsFoundOutByTheHeartbeat() {
        screen.notices(true);
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        Waits.eventually(
                LIMIT, "a still screen", () -> recording.status().ledger().unchanged() >= 5);

        screen.paintSecretly(0xffffff);

        Waits.eventually(LIMIT, "the trust is withdrawn", () -> !screen.isTrusted());
        int looks = screen.looks();
        Waits.eventually(LIMIT, "each tick looks again", () -> screen.looks() > looks + 20);
        Outcome outcome = recording.stop().join();
        assertThat(outcome.status().ledger().unverified()).isPositive();
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void aNoticeThatBreaksIsDoneWithout() {
        screen.notices(true);
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        screen.noticeFails();
        int looks = screen.looks();

        Waits.eventually(LIMIT, "each tick looks", () -> screen.looks() > looks + 40);

        Outcome outcome = recording.stop().join();
        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void anUnannouncedChangeTurnsTicksIntoUnverifiedAndEndsTheTrust() {
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        Waits.eventually(
                LIMIT, "a still screen", () -> recording.status().ledger().unchanged() >= 5);
        screen.paintSecretly(0xffffff);

        Waits.eventually(
                LIMIT,
                "the heartbeat finds the change",
                () -> recording.status().ledger().unverified() > 0);

        Waits.eventually(LIMIT, "the trust is withdrawn", () -> !screen.isTrusted());
        Waits.eventually(
                LIMIT, "the distrust is shown", () -> !recording.status().video().damageTrusted());
        // Told by another thread, soon; the end waits for it.
        Outcome outcome = recording.stop().join();
        assertThat(health).contains(HealthEvent.Kind.DAMAGE_DISTRUSTED);
        assertThat(outcome.status().ledger().balances()).isTrue();
        assertThat(outcome.status().warnings()).hasSize(1);
    }

    @Test
    void aChangeThatIsAnnouncedWithTheHeartbeatsPictureIsNoReasonForDistrust() {
        Recording recording = start(request());
        awaitEncoded(recording, 1);
        screen.changes(false);
        Waits.eventually(
                LIMIT, "a still screen", () -> recording.status().ledger().unchanged() >= 5);
        screen.paintWithThePicture();

        Waits.eventually(LIMIT, "the heartbeat", screen::hasPaintedWithThePicture);
        long encoded = recording.status().ledger().encoded();
        awaitEncoded(recording, encoded + 1);

        Outcome outcome = recording.stop().join();
        assertThat(screen.isTrusted()).isTrue();
        assertThat(outcome.status().ledger().unverified()).isZero();
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void aChangedSizeIsFittedAndNothingIsDiscarded() {
        Recording recording = start(request());
        awaitEncoded(recording, 5);
        screen.resize(200, 300);
        awaitEncoded(recording, 15);

        Outcome outcome = recording.stop().join();

        VideoInfo info = Ffmpeg.probe(outcome.files().getFirst());
        assertThat(info.width()).isEqualTo(320);
        assertThat((long) info.frames()).isEqualTo(outcome.status().ledger().encoded());
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(ledger.captureFailed() + ledger.encodeFailed() + ledger.abandoned()).isZero();
        assertThat(health).contains(HealthEvent.Kind.SIZE_CHANGED);
    }

    @Test
    void picturesThatCannotBeTakenAreCountedWithTheirReason() throws IOException {
        Recording recording = start(request());
        awaitEncoded(recording, 2);
        screen.fails(true);
        Waits.eventually(LIMIT, "failures", () -> recording.status().ledger().captureFailed() >= 3);
        screen.fails(false);
        awaitEncoded(recording, recording.status().ledger().encoded() + 2);

        Outcome outcome = recording.stop().join();

        assertThat(outcome.status().ledger().balances()).isTrue();
        assertThat(outcome.status().ledger().captureFailed()).isGreaterThanOrEqualTo(3);
        assertThat(Files.readString(folder.resolve("clip.events.jsonl")))
                .contains("\"type\":\"missed\"")
                .contains("\"reason\":\"captureFailed\"");
    }

    @Test
    void aBusyCaptureThreadMakesLateTicks() {
        Recording recording = start(request());
        awaitEncoded(recording, 2);

        captureThread.execute(() -> Waits.pause(Duration.ofMillis(500)));

        Waits.eventually(LIMIT, "late ticks", () -> recording.status().ledger().late() >= 10);
        assertThat(recording.stop().join().status().ledger().balances()).isTrue();
    }

    @Test
    void aPoolWithoutRoomDropsBecauseOfMemory() {
        RecordingRequest tight = request(8, 320 * 180 * 4 - 1, "clip", false);
        Recording recording = start(tight);

        Waits.eventually(
                LIMIT,
                "drops for want of memory",
                () -> recording.status().ledger().droppedByMemory() >= 3);

        Outcome outcome = recording.stop().join();
        assertThat(outcome.result()).isEqualTo(Outcome.Result.EMPTY);
        assertThat(outcome.status().queue().effective()).isEqualTo(1);
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void anUnknownEncoderIsRefusedWithTheOnesThereAre() throws IOException {
        RecordingRequest wrong =
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        30,
                        Preset.INSTANT,
                        Optional.of("libfoo"),
                        true,
                        folder,
                        "clip",
                        false,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of());

        Outcome outcome = start(wrong).outcome().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_UNKNOWN);
        assertThat(outcome.sentence()).contains("libfoo").contains("libopenh264");
        assertThat(names()).isEmpty();
    }

    @Test
    void aMissingFolderIsRefused() {
        RecordingRequest wrong =
                new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        30,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        folder.resolve("missing"),
                        "clip",
                        false,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of());

        assertThat(start(wrong).outcome().join().reason()).contains(Outcome.Reason.FOLDER_MISSING);
    }

    @Test
    void anOutputThatExistsIsRefusedAndUntouched() throws IOException {
        Files.writeString(folder.resolve("clip.ts"), "precious");

        Outcome outcome = start(request(8, 1L << 28, "clip", true)).outcome().join();

        assertThat(outcome.reason()).contains(Outcome.Reason.OUTPUT_EXISTS);
        assertThat(folder.resolve("clip.ts")).hasContent("precious");
        assertThat(names()).containsExactly("clip.ts");
    }

    @Test
    void aSourceThatDoesNotOpenLeavesNoLitter() throws IOException {
        RecordingEnvironment broken =
                new RecordingEnvironment(
                        clock,
                        (target, cursor, time) -> {
                            throw new CaptureException(
                                    CaptureException.Reason.NO_DISPLAY, "No display.");
                        },
                        captureThread,
                        ENCODERS,
                        folder.resolve("active"));

        Outcome outcome = Recording.start(request(), broken, new Told()).outcome().join();

        assertThat(outcome.reason()).contains(Outcome.Reason.NO_DISPLAY);
        assertThat(names()).isEmpty();
        assertThat(activeNotes()).isZero();
    }

    private Recording start(RecordingRequest request) {
        return Recording.start(
                request,
                new RecordingEnvironment(
                        clock,
                        (target, cursor, time) -> screen,
                        captureThread,
                        ENCODERS,
                        folder.resolve("active")),
                new Told());
    }

    private RecordingRequest request() {
        return request(8, RecordingRequest.DEFAULT_POOL_BYTES, "clip", false);
    }

    private RecordingRequest request(int capacity, long pool, String name, boolean exact) {
        return new RecordingRequest(
                new CaptureTarget.Screen(1),
                30,
                Preset.INSTANT,
                Optional.empty(),
                true,
                folder,
                name,
                exact,
                capacity,
                pool,
                List.of());
    }

    private static void awaitEncoded(Recording recording, long frames) {
        Waits.eventually(
                LIMIT,
                frames + " encoded frames",
                () -> recording.status().ledger().encoded() >= frames);
    }

    private static void awaitState(Recording recording, SessionState state) {
        Waits.eventually(LIMIT, "state " + state, () -> recording.state() == state);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(Files::isRegularFile)
                            .map(file -> String.valueOf(file.getFileName()))
                            .toList());
        }
    }

    private long activeNotes() throws IOException {
        Path active = folder.resolve("active");
        if (!Files.isDirectory(active)) {
            return 0;
        }
        try (Stream<Path> notes = Files.list(active)) {
            return notes.count();
        }
    }

    private static boolean isJsonObject(String line) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            @Nullable JsonToken token = parser.nextToken();
            if (token != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        }
    }

    private final class Told implements RecordingListener {

        @Override
        public void stateChanged(SessionState from, SessionState to, String reason) {
            states.add(to);
        }

        @Override
        public void health(HealthEvent event) {
            health.add(event.kind());
        }
    }
}

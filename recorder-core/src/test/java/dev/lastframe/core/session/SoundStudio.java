package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.sound.PulseSound;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Recordings with the sound of a real server, of a screen that is made here. For one thread. */
final class SoundStudio implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Frames that may wait: whatever a busy computer does to the encoder, none is refused. */
    private static final int ROOM = 256;

    private final SoundServer server;
    private final Path folder;
    private final NanoClock clock = NanoClock.system();
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private final SyntheticGrabber screen = new SyntheticGrabber(clock, 320, 180);
    private final List<HealthEvent> health = new CopyOnWriteArrayList<>();
    private PulseSound.Reading reading = PulseSound.Reading.BY_CLIENT;

    /**
     * @param folder where it records to
     */
    SoundStudio(SoundServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** How the server's devices are read from the next recording on. */
    void reads(PulseSound.Reading how) {
        reading = how;
    }

    SyntheticGrabber screen() {
        return screen;
    }

    /** What happened to the recordings so far. */
    List<HealthEvent> health() {
        return health;
    }

    boolean happened(HealthEvent.Kind kind) {
        return health.stream().anyMatch(event -> event.kind() == kind);
    }

    /** Records {@code clip.ts}; returns when it does. */
    Recording record(SoundPlan sound, int fps) {
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        clock,
                        (target, cursor, time) -> screen,
                        captureThread,
                        EncoderChoice.forThisSystem(),
                        folder.resolve("active"),
                        new PulseSound(server.environment(), clock, reading),
                        () -> new Redactor(Identity.NOBODY),
                        fault -> {});
        RecordingRequest request =
                new RecordingRequest(
                                new CaptureTarget.Screen(1),
                                fps,
                                Preset.INSTANT,
                                Optional.empty(),
                                true,
                                folder,
                                "clip",
                                false,
                                ROOM,
                                RecordingRequest.DEFAULT_POOL_BYTES,
                                List.of())
                        .withSound(sound);
        Recording recording =
                Recording.start(
                        request,
                        environment,
                        new RecordingListener() {
                            @Override
                            public void health(HealthEvent event) {
                                health.add(event);
                            }
                        });
        Waits.eventually(LIMIT, "it records", () -> recording.state() == SessionState.RECORDING);
        return recording;
    }

    /** Waits until all sources are open, and says when that was, in seconds of the recording. */
    static double awaitHeard(Recording recording) {
        Waits.eventually(
                LIMIT,
                "all sources are heard",
                () ->
                        !recording.soundLevels().isEmpty()
                                && recording.soundLevels().values().stream()
                                        .allMatch(level -> level.device().isPresent()));
        return recording.status().elapsed().toNanos() / 1e9;
    }

    static void awaitElapsed(Recording recording, Duration elapsed) {
        Waits.eventually(
                LIMIT.plus(elapsed),
                elapsed + " is recorded",
                () -> recording.status().elapsed().compareTo(elapsed) > 0);
    }

    static void awaitEncoded(Recording recording, long frames) {
        Waits.eventually(
                LIMIT,
                frames + " frames are encoded",
                () -> recording.status().ledger().encoded() >= frames);
    }

    /** Saved, every sample accounted for, as long as the picture, and undamaged. */
    static Path requireWhole(Outcome outcome, SoundKind... kinds) {
        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.status().ledger().balances()).isTrue();
        for (SoundKind kind : kinds) {
            SoundAccount account = outcome.status().sound().getOrDefault(kind, SoundAccount.EMPTY);
            assertThat(account.balances()).as("%s", account).isTrue();
            assertThat(account.written()).isPositive();
            assertThat((double) account.written() / DecodedSound.RATE)
                    .as("as long as the picture")
                    .isCloseTo(outcome.status().elapsed().toNanos() / 1e9, within(0.05));
        }
        Path video = outcome.files().getFirst();
        Ffmpeg.requireUndamaged(video);
        return video;
    }

    /**
     * Every picture that was taken is in the file, in its order, and none was refused or lost: what
     * happens to sound costs none. For a screen that shows numbers.
     */
    void requireEveryPicture(Outcome outcome) {
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(ledger.encoded()).as("%s", ledger).isEqualTo(ledger.captured());
        // A busy computer may let a tick wait, which is not of the sound's doing.
        assertThat(ledger.missed()).as("%s", ledger).isEqualTo(ledger.late());
        assertThat(ledger.late()).as("%s", ledger).isLessThan(ledger.ticks() / 2);
        List<Integer> numbers =
                Ffmpeg.decode(outcome.files().getFirst(), BarcodePixels.layout(screen.format()))
                        .pictures()
                        .stream()
                        .map(DecodedPicture::number)
                        .toList();
        // What was taken before the recording began, to be ready, has numbers too.
        int first = numbers.getFirst();
        assertThat(numbers)
                .isEqualTo(IntStream.range(first, first + (int) ledger.encoded()).boxed().toList());
    }

    @Override
    public void close() {
        captureThread.shutdownNow();
    }
}

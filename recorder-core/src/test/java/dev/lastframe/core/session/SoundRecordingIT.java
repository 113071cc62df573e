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
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.sound.SoundSystem;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PulsePlayer;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sound server, the real encoder, real files; only the screen is made here. */
class SoundRecordingIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** An hour is as good; then nothing but this should run. */
    private static final int SECONDS = Integer.getInteger("lastframe.sound.seconds", 12);

    private static final int RATE = PulsePlayer.RATE;
    private static final int PIECE = RATE / 100;
    private static final int DARK = 0x101010;
    private static final int BRIGHT = 0xf0f0f0;

    @TempDir private Path folder;

    private final NanoClock clock = NanoClock.system();
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService painter = Executors.newScheduledThreadPool(1);
    private final SyntheticGrabber screen = new SyntheticGrabber(clock, 320, 180);
    private final List<HealthEvent.Kind> health = new CopyOnWriteArrayList<>();
    private final List<Tone> tones = new ArrayList<>();
    private SoundServer server;

    @BeforeEach
    void startTheServer() throws Exception {
        server = SoundServer.start(Files.createDirectory(folder.resolve("pa")));
        // The libraries are loaded before anybody waits for them.
        assertThat(new PulseSound(server.environment(), clock).devices()).isNotEmpty();
    }

    @AfterEach
    void endAll() {
        tones.forEach(Tone::close);
        server.close();
        captureThread.shutdownNow();
        painter.shutdownNow();
    }

    /** Plays a sine, always or in short beeps. */
    private final class Tone implements AutoCloseable {
        private final double hertz;
        private final double amplitude;
        private final String sink;
        private final int channels;
        private final boolean beeps;
        private final Thread thread;
        private volatile boolean over;

        Tone(String sink, int channels, double hertz, double amplitude, boolean beeps) {
            this.sink = sink;
            this.channels = channels;
            this.hertz = hertz;
            this.amplitude = amplitude;
            this.beeps = beeps;
            this.thread = Thread.ofPlatform().daemon().name("tone").start(this::play);
            tones.add(this);
        }

        private void play() {
            try (PulsePlayer player = PulsePlayer.open(server.address(), sink, channels)) {
                boolean taken = true;
                for (long piece = 0; taken && !over; piece++) {
                    boolean heard = !beeps || piece % 100 < 5;
                    if (beeps && piece % 100 == 0 && piece > 0) {
                        long at = player.heardAtNanos() - System.nanoTime();
                        var _ =
                                painter.schedule(
                                        () -> screen.paint(BRIGHT), at, TimeUnit.NANOSECONDS);
                        var _ =
                                painter.schedule(
                                        () -> screen.paint(DARK),
                                        at + TimeUnit.MILLISECONDS.toNanos(200),
                                        TimeUnit.NANOSECONDS);
                    }
                    short[] samples = new short[PIECE * channels];
                    for (int i = 0; heard && i < PIECE; i++) {
                        double phase = 2 * Math.PI * hertz * (piece * PIECE + i) / RATE;
                        for (int c = 0; c < channels; c++) {
                            samples[i * channels + c] =
                                    (short) (amplitude * Short.MAX_VALUE * Math.sin(phase));
                        }
                    }
                    taken = player.write(samples);
                }
            }
        }

        @Override
        public void close() {
            over = true;
            try {
                thread.join(LIMIT);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void theDevicesHaveHumanNamesAndTheDefaultsAreKnown() throws Exception {
        List<SoundDevice> devices = new PulseSound(server.environment(), clock).devices();

        assertThat(devices)
                .contains(
                        new SoundDevice("speakers.monitor", "Speakers", SoundKind.SYSTEM, true),
                        new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true));
        assertThat(devices).filteredOn(SoundDevice::preferred).hasSize(2);
    }

    @Test
    void flashesAndBeepsStayTogether() {
        screen.changes(false);
        screen.paint(DARK);
        var _ = new Tone("speakers", 2, 1000, 0.5, true);
        Recording recording = start(SoundPlan.SYSTEM, 60);
        double joined = awaitHeard(recording);
        Waits.eventually(
                LIMIT.plusSeconds(SECONDS),
                "it is recorded for so long",
                () -> recording.status().elapsed().toSeconds() >= SECONDS + joined);
        Outcome outcome = recording.stop().join();

        Path video = outcome.files().getFirst();
        List<Double> flashes =
                flashes(video).stream().filter(flash -> flash > joined + 0.2).toList();
        List<Double> beeps = beeps(left(video));
        assertThat(flashes).hasSizeGreaterThan(SECONDS - 4);
        List<Double> offsets = new ArrayList<>();
        for (double flash : flashes) {
            beeps.stream()
                    .map(beep -> beep - flash)
                    .filter(offset -> Math.abs(offset) < 0.4)
                    .findFirst()
                    .ifPresent(offsets::add);
        }
        assertThat(offsets).as("every flash has its beep").hasSizeGreaterThan(flashes.size() - 2);
        List<Double> sizes = new ArrayList<>(offsets.stream().map(Math::abs).toList());
        Collections.sort(sizes);
        // On a busy computer a tick now and then sees the flash late, which sound cannot help.
        int share = SECONDS > 60 ? 99 : 75;
        assertThat(sizes.get((sizes.size() - 1) * share / 100)).isLessThanOrEqualTo(0.040);
        int half = offsets.size() / 2;
        assertThat(median(offsets.subList(0, half)))
                .as("no trend")
                .isCloseTo(median(offsets.subList(half, offsets.size())), within(0.020));
        requireBalance(outcome, SoundKind.SYSTEM);
        assertThat(outcome.status().warnings()).isEmpty();
    }

    @Test
    void systemSoundAndMicrophoneAreMixedAsTheyAre() {
        var _ = new Tone("speakers", 2, 997, 0.25, false);
        var _ = new Tone("voice", 1, 440, 0.125, false);
        Recording recording =
                start(
                        new SoundPlan(
                                List.of(
                                        new SoundPlan.Source(
                                                new SoundChoice(SoundKind.SYSTEM), 1, false),
                                        new SoundPlan.Source(
                                                new SoundChoice(
                                                        SoundKind.MICROPHONE, Optional.of("mic")),
                                                2,
                                                false))),
                        30);
        double joined = awaitHeard(recording);
        Waits.eventually(
                LIMIT,
                "4 s are recorded",
                () -> recording.status().elapsed().toMillis() > (joined + 4) * 1000);
        Outcome outcome = recording.stop().join();

        double[] sound = left(outcome.files().getFirst());
        int from = (int) ((joined + 1) * RATE);
        double[] middle = Arrays.copyOfRange(sound, from, from + 2 * RATE);
        assertThat(decibels(level(middle, 997) / 0.25)).isCloseTo(0, within(1.0));
        assertThat(decibels(level(middle, 440) / 0.25)).isCloseTo(0, within(1.0));
        double step = 2 * Math.PI * (997 * 0.25 + 440 * 0.25) / RATE;
        assertThat(largestStep(middle)).as("no click").isLessThan(step * 1.25);
        requireBalance(outcome, SoundKind.SYSTEM);
        requireBalance(outcome, SoundKind.MICROPHONE);
        Ffmpeg.requireUndamaged(outcome.files().getFirst());
    }

    @Test
    void aServerThatIsKilledCostsNoPictureAndSoundComesBack() throws Exception {
        Tone before = new Tone("speakers", 2, 997, 0.25, false);
        Recording recording = start(SoundPlan.SYSTEM, 30);
        var _ = awaitHeard(recording);
        awaitEncoded(recording, 30);
        server.kill();
        before.close();
        Waits.eventually(LIMIT, "it is told", () -> health.contains(HealthEvent.Kind.SOUND_GONE));
        awaitEncoded(recording, recording.status().ledger().encoded() + 30);
        server.start();
        var _ = new Tone("speakers", 2, 997, 0.25, false);
        Waits.eventually(LIMIT, "it is back", () -> health.contains(HealthEvent.Kind.SOUND_BACK));
        // At first the server had no default yet.
        Waits.eventually(
                LIMIT,
                "the default is followed",
                () ->
                        recording.soundLevels().get(SoundKind.SYSTEM).device().stream()
                                .anyMatch(device -> device.id().equals("speakers.monitor")));
        awaitEncoded(recording, recording.status().ledger().encoded() + 60);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.status().ledger().balances()).isTrue();
        requireBalance(outcome, SoundKind.SYSTEM);
        assertThat(account(outcome, SoundKind.SYSTEM).silence()).isGreaterThan(RATE / 2);
        double[] sound = left(outcome.files().getFirst());
        double[] last = Arrays.copyOfRange(sound, sound.length - RATE, sound.length - RATE / 2);
        assertThat(level(last, 997)).isCloseTo(0.25, within(0.03));
        Ffmpeg.requireUndamaged(outcome.files().getFirst());
    }

    @Test
    void withoutAServerTheRecordingIsSilentAndSaysSo() {
        server.kill();
        Recording recording = start(SoundPlan.SYSTEM, 30);
        awaitEncoded(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.status().warnings())
                .singleElement()
                .asString()
                .startsWith("What the computer plays is not recorded.");
        assertThat(outcome.status().sound()).isEmpty();
        assertThat(Ffmpeg.probe(outcome.files().getFirst()).audioCodec()).isEmpty();
    }

    // ---- what is done

    private Recording start(SoundPlan sound, int fps) {
        SoundSystem system = new PulseSound(server.environment(), clock);
        RecordingEnvironment environment =
                new RecordingEnvironment(
                        clock,
                        (target, cursor, time) -> screen,
                        captureThread,
                        EncoderChoice.forThisSystem(),
                        folder.resolve("active"),
                        system,
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
                                8,
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
                                health.add(event.kind());
                            }
                        });
        Waits.eventually(LIMIT, "it records", () -> recording.state() == SessionState.RECORDING);
        return recording;
    }

    /** Waits until all sources are open, and says when that was, in seconds of the recording. */
    private static double awaitHeard(Recording recording) {
        Waits.eventually(
                LIMIT,
                "all sources are heard",
                () ->
                        !recording.soundLevels().isEmpty()
                                && recording.soundLevels().values().stream()
                                        .allMatch(level -> level.device().isPresent()));
        return recording.status().elapsed().toNanos() / 1e9;
    }

    private static void awaitEncoded(Recording recording, long frames) {
        Waits.eventually(
                LIMIT,
                frames + " frames are encoded",
                () -> recording.status().ledger().encoded() >= frames);
    }

    private static SoundAccount account(Outcome outcome, SoundKind kind) {
        Map<SoundKind, SoundAccount> all = outcome.status().sound();
        return all.getOrDefault(kind, SoundAccount.EMPTY);
    }

    private static void requireBalance(Outcome outcome, SoundKind kind) {
        SoundAccount account = account(outcome, kind);
        assertThat(account.balances()).as("%s", account).isTrue();
        assertThat(account.written()).isPositive();
        assertThat((double) account.written() / RATE)
                .as("as long as the picture")
                .isCloseTo(outcome.status().elapsed().toNanos() / 1e9, within(0.05));
    }

    // ---- what is in the file

    /** The left channel, from the file's time 0 on. */
    private static double[] left(Path video) {
        ShortBuffer samples =
                ByteBuffer.wrap(
                                Ffmpeg.output(
                                        List.of(
                                                "-i",
                                                video.toString(),
                                                "-map",
                                                "0:a:0",
                                                "-af",
                                                "aresample=async=1:first_pts=0,pan=mono|c0=c0",
                                                "-f",
                                                "s16le",
                                                "pipe:1")))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
        double[] values = new double[samples.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.get(i) / (double) Short.MAX_VALUE;
        }
        return values;
    }

    /** Seconds at which the picture becomes bright. */
    private static List<Double> flashes(Path video) {
        byte[] greys =
                Ffmpeg.output(
                        List.of(
                                "-i",
                                video.toString(),
                                "-map",
                                "0:v:0",
                                "-vf",
                                "scale=1:1,format=gray",
                                "-fps_mode",
                                "passthrough",
                                "-f",
                                "rawvideo",
                                "pipe:1"));
        List<VideoPacket> packets = Ffmpeg.packets(video);
        assertThat(greys).hasSize(packets.size());
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i < greys.length; i++) {
            if ((greys[i] & 0xff) > 128 && (greys[i - 1] & 0xff) <= 128) {
                seconds.add(packets.get(i).ptsMicros() / 1e6);
            }
        }
        return seconds;
    }

    /** Seconds at which it becomes loud. */
    private static List<Double> beeps(double[] sound) {
        List<Double> seconds = new ArrayList<>();
        int quietSince = 0;
        for (int i = 0; i < sound.length; i++) {
            if (Math.abs(sound[i]) > 0.1) {
                if (i - quietSince > RATE / 4) {
                    seconds.add(i / (double) RATE);
                }
                quietSince = i;
            }
        }
        return seconds;
    }

    /** The amplitude of one frequency: of tenths of a second, as the speed may change a little. */
    private static double level(double[] sound, double hertz) {
        int piece = RATE / 10;
        double sum = 0;
        int count = sound.length / piece;
        for (int i = 0; i < count; i++) {
            sum += amplitude(Arrays.copyOfRange(sound, i * piece, (i + 1) * piece), hertz);
        }
        return sum / count;
    }

    /** One term of the Fourier transform, under a window. */
    private static double amplitude(double[] sound, double hertz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < sound.length; i++) {
            double phase = 2 * Math.PI * hertz * i / RATE;
            double window = 1 - Math.cos(2 * Math.PI * i / sound.length);
            real += sound[i] * window * Math.cos(phase);
            imaginary += sound[i] * window * Math.sin(phase);
        }
        return 2 * Math.hypot(real, imaginary) / sound.length;
    }

    private static double largestStep(double[] sound) {
        double most = 0;
        for (int i = 1; i < sound.length; i++) {
            most = Math.max(most, Math.abs(sound[i] - sound[i - 1]));
        }
        return most;
    }

    private static double decibels(double share) {
        return 20 * Math.log10(share);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.sound.PulseSound;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PulsePlayer;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sound server, the real encoder, real files; only the screen is made here. */
class SoundRecordingIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** An hour is as good; then nothing but this should run. */
    private static final int SECONDS = Integer.getInteger("lastframe.sound.seconds", 30);

    private static final int RATE = PulsePlayer.RATE;

    /** Of a beep, at least so many are missing where it is. */
    private static final long BEEP_SAMPLES = RATE / 40;

    /** Until a stretch is calm. */
    private static final int MOST_TRIES = 20;

    @TempDir private Path folder;

    private final NanoClock clock = NanoClock.system();
    private final List<FlashingScreen> screens = new ArrayList<>();
    private final List<PulseTone> tones = new ArrayList<>();
    private SoundServer server;
    private SoundStudio studio;

    @BeforeEach
    void startTheServer() throws Exception {
        server = SoundServer.start(Files.createDirectory(folder.resolve("pa")));
        // The libraries are loaded before anybody waits for them.
        assertThat(new PulseSound(server.environment(), clock).devices()).isNotEmpty();
        studio = new SoundStudio(server, folder);
    }

    private PulseTone tone(String sink, int channels, double hertz, double amplitude) {
        PulseTone tone = PulseTone.start(server, sink, channels, hertz, amplitude);
        tones.add(tone);
        return tone;
    }

    @AfterEach
    void endAll() {
        tones.forEach(PulseTone::close);
        screens.forEach(FlashingScreen::close);
        studio.close();
        server.close();
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
        FlashingScreen screen = flashing();
        PulseTone beeper = PulseTone.beep(server, "speakers", 1000, 0.5, screen::flash);
        tones.add(beeper);
        Recording recording = studio.record(SoundPlan.SYSTEM, 60);
        double joined = SoundStudio.awaitHeard(recording);
        SoundAccount before =
                recording.status().sound().getOrDefault(SoundKind.SYSTEM, SoundAccount.EMPTY);
        SoundStudio.awaitElapsed(recording, Duration.ofMillis((long) ((SECONDS + joined) * 1000)));
        Outcome outcome = recording.stop().join();

        Path video = SoundStudio.requireWhole(outcome, SoundKind.SYSTEM);
        InStep found =
                InStep.of(
                        screen.beats(beeper),
                        folder.resolve("clip.events.jsonl"),
                        flashes(video),
                        DecodedSound.of(video).beeps(),
                        joined + 1,
                        outcome.status().elapsed().toNanos() / 1e9 - 1);
        // The content's own log says what it could not do in time.
        assertThat(found.beats()).as("%s", found).isGreaterThan(SECONDS / 2);
        assertThat(found.unseen()).as("%s", found).isZero();
        assertThat(found.excused()).as("%s", found).isLessThan(found.beats() / 2);
        assertThat(found.unheard() * BEEP_SAMPLES)
                .as("what is missing is silence by the ledger: %s", found)
                .isLessThanOrEqualTo(lost(before, outcome.status().sound().get(SoundKind.SYSTEM)));
        for (List<Double> offsets : List.of(found.pictures(), found.sounds(), found.together())) {
            assertThat(InStep.distance(offsets, 0.99)).as("%s", found).isLessThanOrEqualTo(0.040);
        }
        assertThat(InStep.trend(found.together())).as("no trend").isCloseTo(0, within(0.020));
        assertThat(outcome.status().warnings()).isEmpty();
    }

    private FlashingScreen flashing() {
        FlashingScreen made = new FlashingScreen(studio.screen());
        screens.add(made);
        return made;
    }

    /** Samples that are not in the file as they were read. */
    private static long lost(SoundAccount before, SoundAccount after) {
        return after.silence() - before.silence() + after.dropped() - before.dropped();
    }

    @Test
    void systemSoundAndMicrophoneAreMixedAsTheyAre() {
        var _ = tone("speakers", 2, 997, 0.25);
        var _ = tone("voice", 1, 440, 0.125);
        Recording recording =
                studio.record(
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
        double joined = SoundStudio.awaitHeard(recording);
        // by then it is in step, and exactly as high as it was played
        SoundStudio.awaitElapsed(recording, Duration.ofMillis((long) ((joined + 3.5) * 1000)));
        double from = calmFrom(recording);
        Outcome outcome = recording.stop().join();

        Path video = SoundStudio.requireWhole(outcome, SoundKind.SYSTEM, SoundKind.MICROPHONE);
        DecodedSound sound = DecodedSound.of(video);
        assertThat(decibels(sound.level(from, from + 2, 997) / 0.25)).isCloseTo(0, within(1.0));
        assertThat(decibels(sound.level(from, from + 2, 440) / 0.25)).isCloseTo(0, within(1.0));
        double step = 2 * Math.PI * (997 * 0.25 + 440 * 0.25) / RATE;
        assertThat(sound.largestStep(from, from + 2)).as("no click").isLessThan(step * 1.25);
    }

    /** As on a computer whose client cannot be used, or with an FFmpeg that is built otherwise. */
    @Test
    void whatFfmpegItselfReadsIsAsItWasPlayed() {
        studio.reads(PulseSound.Reading.BY_FFMPEG);
        var _ = tone("speakers", 2, 997, 0.25);
        Recording recording = studio.record(SoundPlan.SYSTEM, 30);
        double joined = SoundStudio.awaitHeard(recording);
        SoundStudio.awaitElapsed(recording, Duration.ofMillis((long) ((joined + 3.5) * 1000)));
        double from = calmFrom(recording);
        Outcome outcome = recording.stop().join();

        DecodedSound sound = DecodedSound.of(SoundStudio.requireWhole(outcome, SoundKind.SYSTEM));
        assertThat(decibels(sound.level(from, from + 2, 997) / 0.25)).isCloseTo(0, within(1.0));
        double step = 2 * Math.PI * 997 * 0.25 / RATE;
        assertThat(sound.largestStep(from, from + 2)).as("no click").isLessThan(step * 1.25);
    }

    @Test
    void aMicrophoneWithATrackOfItsOwnIsInNoOther() throws Exception {
        var _ = tone("speakers", 2, 997, 0.25);
        // A beep in it, so that a shift would be heard.
        FlashingScreen screen = flashing();
        tones.add(PulseTone.beep(server, "voice", 440, 0.5, screen::flash));
        Recording recording =
                studio.record(new SoundPlan(SoundPlan.SYSTEM_AND_MICROPHONE.sources(), true), 60);
        double joined = SoundStudio.awaitHeard(recording);
        SoundStudio.awaitElapsed(recording, Duration.ofMillis((long) ((joined + 3.5) * 1000)));
        Path growing = folder.resolve("clip.microphone.recording.ts");
        assertThat(growing).isNotEmptyFile();
        Outcome outcome = recording.stop().join();

        Path video = SoundStudio.requireWhole(outcome, SoundKind.SYSTEM, SoundKind.MICROPHONE);
        assertThat(outcome.files()).containsExactly(folder.resolve("clip.ts"));
        Path track = folder.resolve("clip.microphone.ts");
        assertThat(growing).doesNotExist();
        assertThat(folder.resolve(".clip.microphone.lock")).doesNotExist();
        assertThat(folder.resolve("active")).isEmptyDirectory();
        assertThat(DecodedSound.tracks(video)).isOne();
        double from = joined + 1;
        Path mp4 = folder.resolve("clip.mp4");
        Mp4Copy.make(video, mp4, Map.of(), Progress.NONE);
        assertThat(Mp4Copy.holds(mp4, video)).isTrue();
        assertThat(DecodedSound.tracks(mp4)).isEqualTo(2);
        for (DecodedSound system : List.of(DecodedSound.of(video), DecodedSound.of(mp4, 0))) {
            assertThat(system.levelAbout(from, 997)).isCloseTo(0.25, within(0.03));
            assertThat(system.level(from, from + 2, 440)).isLessThan(0.001);
        }
        List<Double> flashes =
                flashes(video).stream().filter(flash -> flash > joined + 0.2).toList();
        for (DecodedSound voice : List.of(DecodedSound.of(track), DecodedSound.of(mp4, 1))) {
            assertThat(voice.level(from, from + 2, 997)).isLessThan(0.001);
            assertThat(voice.seconds())
                    .isCloseTo(outcome.status().elapsed().toMillis() / 1e3, within(0.1));
            List<Double> beeps = voice.beeps();
            // One at the stop has no end.
            List<Double> heard =
                    flashes.stream().filter(flash -> flash < voice.seconds() - 0.5).toList();
            assertThat(heard).hasSizeGreaterThan(1);
            // A busy computer sees a flash late; a shift of the track would be the same for all.
            long together =
                    heard.stream()
                            .filter(flash ->
                                    beeps.stream().anyMatch(beep -> Math.abs(beep - flash) < 0.2))
                            .count();
            assertThat(together).isGreaterThanOrEqualTo(heard.size() - 1);
        }
        Path without = Files.createDirectory(folder.resolve("alone")).resolve("clip.ts");
        Files.copy(video, without);
        assertThat(Mp4Copy.holds(mp4, without)).as("without its microphone").isFalse();
    }

    @Test
    void aServerThatIsKilledCostsNoPictureAndSoundComesBack() throws Exception {
        studio.screen().numbers();
        PulseTone before = tone("speakers", 2, 997, 0.25);
        Recording recording = studio.record(SoundPlan.SYSTEM, 30);
        var _ = SoundStudio.awaitHeard(recording);
        SoundStudio.awaitEncoded(recording, 30);
        server.kill();
        before.close();
        Waits.eventually(LIMIT, "it is told", () -> studio.happened(HealthEvent.Kind.SOUND_GONE));
        SoundStudio.awaitEncoded(recording, recording.status().ledger().encoded() + 30);
        server.start();
        var _ = tone("speakers", 2, 997, 0.25);
        Waits.eventually(LIMIT, "it is back", () -> studio.happened(HealthEvent.Kind.SOUND_BACK));
        // At first the server had no default yet.
        Waits.eventually(
                LIMIT,
                "the default is followed",
                () ->
                        recording.soundLevels().get(SoundKind.SYSTEM).device().stream()
                                .anyMatch(device -> device.id().equals("speakers.monitor")));
        SoundStudio.awaitEncoded(recording, recording.status().ledger().encoded() + 120);
        Outcome outcome = recording.stop().join();

        DecodedSound sound = DecodedSound.of(SoundStudio.requireWhole(outcome, SoundKind.SYSTEM));
        assertThat(outcome.status().sound().get(SoundKind.SYSTEM).silence())
                .isGreaterThan(RATE / 2);
        // On a busy computer the tone itself falters, for a tenth of a second now and then.
        double back =
                IntStream.rangeClosed(3, 12)
                        .mapToDouble(
                                quarters -> sound.levelAbout(sound.seconds() - quarters / 4.0, 997))
                        .max()
                        .orElseThrow();
        assertThat(back).isCloseTo(0.25, within(0.03));
        studio.requireEveryPicture(outcome);
    }

    @Test
    void withoutAServerTheRecordingIsSilentAndSaysSo() {
        server.kill();
        Recording recording = studio.record(SoundPlan.SYSTEM, 30);
        SoundStudio.awaitEncoded(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.status().warnings())
                .singleElement()
                .asString()
                .startsWith("What the computer plays is not recorded.");
        assertThat(outcome.status().sound()).isEmpty();
        assertThat(Ffmpeg.probe(outcome.files().getFirst()).audioCodec()).isEmpty();
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

    /**
     * Waits for a stretch in which nothing was lost, by the ledger, and the tones were played as
     * they should be, by their own word: a computer that is held up for a second tears both.
     *
     * @return where two seconds of it begin
     */
    private double calmFrom(Recording recording) {
        for (int i = 0; i < MOST_TRIES; i++) {
            long lost = lost(recording);
            double from = recording.status().elapsed().toNanos() / 1e9;
            // What is late is silence 0.7 s later.
            SoundStudio.awaitElapsed(recording, Duration.ofMillis((long) (1000 * from) + 3200));
            if (lost(recording) == lost) {
                return from + 0.1;
            }
        }
        throw new AssertionError("this computer is held up all the time");
    }

    private long lost(Recording recording) {
        long lost = tones.stream().mapToLong(tone -> tone.slipped().size()).sum();
        for (SoundAccount account : recording.status().sound().values()) {
            lost += account.silence() + account.dropped();
        }
        return lost;
    }

    private static double decibels(double share) {
        return 20 * Math.log10(share);
    }
}

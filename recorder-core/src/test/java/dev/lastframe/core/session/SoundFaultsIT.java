package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.sound.PulseSound;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.PipeMicrophone;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to devices while they are recorded, on a real sound server. */
class SoundFaultsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FPS = 30;
    private static final Duration STRETCH = Duration.ofMillis(1200);

    /** Seconds, with a beep in each. */
    private static final int BEEPS = 6;

    @TempDir private Path folder;

    private SoundServer server;
    private SoundStudio studio;

    @BeforeEach
    void startTheServer() throws Exception {
        server = SoundServer.start(Files.createDirectory(folder.resolve("pa")));
        studio = new SoundStudio(server, folder);
        studio.screen().numbers();
        // a first use loads libraries, for longer than a recording waits for sound
        assertThat(new PulseSound(server.environment(), NanoClock.system()).devices()).isNotEmpty();
    }

    @AfterEach
    void endAll() {
        studio.close();
        server.close();
    }

    @Test
    void theDefaultIsFollowedWhateverItsRateAndChannelsAndWhenItIsPulledOut() {
        try (var _ = PulseTone.start(server, "speakers", 997, 0.25);
                var _ = PulseTone.start(server, "voice", 1234, 0.25)) {
            Recording recording = studio.record(SoundPlan.SYSTEM, FPS);
            double first = after(recording, "speakers.monitor");

            String low = plugIn("low", "rate=8000 channels=1");
            double second;
            try (var _ = PulseTone.start(server, "low", 440, 0.25)) {
                server.control("set-default-sink", "low");
                second = after(recording, "low.monitor");
                server.control("set-default-sink", "speakers");
                // It is still recorded, and the server gives its reader the microphone instead.
                server.control("unload-module", low);
            }
            double third = after(recording, "speakers.monitor");

            var _ = plugIn("high", "rate=192000 channels=8");
            double fourth;
            try (var _ = PulseTone.start(server, "high", 700, 0.25)) {
                server.control("set-default-sink", "high");
                fourth = after(recording, "high.monitor");
            }
            Outcome outcome = recording.stop().join();

            Path video = SoundStudio.requireWhole(outcome, SoundKind.SYSTEM);
            DecodedSound sound = DecodedSound.of(video);
            assertThat(sound.levelAbout(first, 997)).isGreaterThan(0.1);
            assertThat(sound.levelAbout(second, 440)).isGreaterThan(0.1);
            assertThat(sound.levelAbout(third, 997)).isGreaterThan(0.1);
            assertThat(sound.level(third, 440)).isLessThan(0.01);
            assertThat(sound.levelAbout(fourth, 700)).isGreaterThan(0.1);
            for (double at = 0; at < sound.seconds() - 0.6; at += 0.1) {
                assertThat(sound.level(at, 1234))
                        .as("the microphone, which is off, at %.1f s", at)
                        .isLessThan(0.01);
            }
            assertThat(told(HealthEvent.Kind.SOUND_GONE))
                    .as("what was pulled out")
                    .anyMatch(told -> told.contains("\"low\" is gone."));
            for (String followed : List.of("low", "Speakers", "high")) {
                assertThat(told(HealthEvent.Kind.SOUND_BACK))
                        .anyMatch(told -> told.endsWith("again, from " + followed + "."));
            }
            studio.requireEveryPicture(outcome);
        }
    }

    /** The server moves nobody: what reads from it waits. */
    @Test
    void aDeviceThatGivesNothingIsSaidAndLeftForAnotherAndComesBack() {
        try (var _ = PulseTone.start(server, "speakers", 997, 0.25)) {
            Recording recording = studio.record(SoundPlan.SYSTEM, FPS);
            double first = after(recording, "speakers.monitor");
            server.control("suspend-sink", "speakers", "1");
            Waits.eventually(
                    LIMIT,
                    "it is said",
                    () ->
                            told(HealthEvent.Kind.SOUND_GONE).stream()
                                    .anyMatch(
                                            said -> said.endsWith("\"Speakers\" gives nothing.")));
            assertThat(recording.soundLevels().get(SoundKind.SYSTEM).trouble())
                    .contains("\"Speakers\" gives nothing.");
            server.control("suspend-sink", "speakers", "0");
            Waits.eventually(
                    LIMIT,
                    "it is back",
                    () ->
                            told(HealthEvent.Kind.SOUND_BACK).stream()
                                    .anyMatch(said -> said.endsWith("again, from Speakers.")));
            double second = after(recording, "speakers.monitor");

            // One that gives nothing becomes the default, and is called by its own name.
            var _ = plugIn("idle", "rate=48000 channels=2");
            server.control("suspend-sink", "idle", "1");
            server.control("set-default-sink", "idle");
            Waits.eventually(
                    LIMIT,
                    "it is said",
                    () ->
                            told(HealthEvent.Kind.SOUND_GONE).stream()
                                    .anyMatch(said -> said.endsWith("\"idle\" gives nothing.")));

            // While it gives nothing another becomes the default.
            var _ = plugIn("other", "rate=48000 channels=2");
            double third;
            try (var _ = PulseTone.start(server, "other", 440, 0.25)) {
                server.control("set-default-sink", "other");
                third = after(recording, "other.monitor");
            }
            Outcome outcome = recording.stop().join();

            DecodedSound sound =
                    DecodedSound.of(SoundStudio.requireWhole(outcome, SoundKind.SYSTEM));
            assertThat(sound.levelAbout(first, 997)).isGreaterThan(0.1);
            assertThat(sound.levelAbout(second, 997)).isGreaterThan(0.1);
            assertThat(sound.levelAbout(third, 440)).isGreaterThan(0.1);
            assertThat(outcome.status().sound().get(SoundKind.SYSTEM).silence())
                    .as("two seconds, until it is said")
                    .isGreaterThan(DecodedSound.RATE);
            studio.requireEveryPicture(outcome);
        }
        assertNobodyReads();
    }

    /** It would be in use for as long as it gives nothing. */
    private void assertNobodyReads() {
        Waits.eventually(
                LIMIT,
                "nobody reads any more",
                () ->
                        server.control("list", "short", "source-outputs")
                                .orElse("?")
                                .lines()
                                .allMatch(line -> line.contains("module-remap")));
    }

    @Test
    void aMicrophoneThatGivesNothingWhenTheRecordingEndsIsClosed() {
        Recording recording = studio.record(microphone("mic"), FPS);
        SoundStudio.awaitHeard(recording);
        server.control("suspend-source", "mic", "1");
        SoundStudio.awaitElapsed(recording, recording.status().elapsed().plus(STRETCH));
        Outcome outcome = recording.stop().join();

        SoundStudio.requireWhole(outcome, SoundKind.MICROPHONE);
        assertNobodyReads();
    }

    @Test
    void aMicrophoneThatIsOnePerCentTooFastIsToldAndKeptInStep() {
        staysInStep(
                1.01,
                Duration.ZERO,
                said -> said.matches("The clock of \"odd\" is [01]\\.\\d % too fast: .*"));
    }

    @Test
    void aMicrophoneThatGivesItsSoundInBurstsIsToldAndKeptInStep() {
        staysInStep(
                1,
                Duration.ofMillis(500),
                said -> said.matches("\"odd\" hands its sound over in bursts of \\d+ ms: .*"));
    }

    private void staysInStep(double speed, Duration burst, Predicate<String> told) {
        try (PipeMicrophone odd = PipeMicrophone.plugIn(server, folder, "odd", speed, burst)) {
            Recording recording = studio.record(microphone("odd"), FPS);
            odd.begin();
            SoundStudio.awaitHeard(recording);
            Waits.eventually(
                    LIMIT,
                    "it is told",
                    () -> told(HealthEvent.Kind.SOUND_ODD).stream().anyMatch(told));
            double from = recording.status().elapsed().toNanos() / 1e9;
            SoundStudio.awaitElapsed(recording, recording.status().elapsed().plusSeconds(BEEPS));
            Outcome outcome = recording.stop().join();

            Path video = SoundStudio.requireWhole(outcome, SoundKind.MICROPHONE);
            long start = BarcodeTruth.startNanos(folder.resolve("clip.events.jsonl"));
            List<Double> beeps = DecodedSound.of(video).beeps();
            List<Double> offsets =
                    odd.beeps().stream()
                            .map(nanos -> (nanos - start) / 1e9)
                            .filter(at -> at > from && at < from + BEEPS - 1)
                            .flatMap(at ->
                                    beeps.stream()
                                            .map(beep -> beep - at)
                                            .filter(off -> Math.abs(off) < 0.4)
                                            .limit(1))
                            .toList();
            // A busy computer may be late with one of them, and so may this device be.
            assertThat(offsets).hasSizeGreaterThan(BEEPS / 2);
            assertThat(Math.abs(InStep.median(offsets))).as("%s", offsets).isLessThan(0.040);
            assertThat(told(HealthEvent.Kind.SOUND_ODD).stream().filter(told))
                    .as("once")
                    .hasSize(1);
            studio.requireEveryPicture(outcome);
        }
    }

    private static SoundPlan microphone(String id) {
        return new SoundPlan(
                List.of(
                        new SoundPlan.Source(
                                new SoundChoice(SoundKind.MICROPHONE, Optional.of(id)), 1, false)));
    }

    private List<String> told(HealthEvent.Kind kind) {
        return studio.health().stream()
                .filter(event -> event.kind() == kind)
                .map(HealthEvent::detail)
                .toList();
    }

    @Test
    void aMicrophoneThatIsPluggedInLaterJoinsAndComesBackWhenItWasPulledOut() {
        server.control("unload-module", "module-remap-source");
        try (var _ = PulseTone.start(server, "voice", 440, 0.25)) {
            Recording recording =
                    studio.record(
                            new SoundPlan(
                                    List.of(
                                            new SoundPlan.Source(
                                                    new SoundChoice(SoundKind.MICROPHONE),
                                                    1,
                                                    false))),
                            FPS);
            SoundStudio.awaitElapsed(recording, STRETCH);
            String said =
                    "The microphone is silence until its source is there. There is no microphone.";
            // told as an event where the devices were not known when it began
            Waits.eventually(
                    LIMIT,
                    "it is said",
                    () ->
                            recording.status().warnings().contains(said)
                                    || studio.health().stream()
                                            .anyMatch(event -> event.detail().equals(said)));
            assertThat(recording.status().warnings()).allMatch(said::equals);
            String late = plugInLate();
            double heard = after(recording, "late");
            // Pulled out, and back.
            server.control("unload-module", late);
            Waits.eventually(
                    LIMIT,
                    "it is said that it is gone",
                    () ->
                            told(HealthEvent.Kind.SOUND_GONE).stream()
                                    .anyMatch(told -> told.endsWith("\"Late\" is gone.")));
            SoundStudio.awaitElapsed(recording, recording.status().elapsed().plus(STRETCH));
            var _ = plugInLate();
            double again = after(recording, "late");
            Outcome outcome = recording.stop().join();

            studio.requireEveryPicture(outcome);
            DecodedSound sound =
                    DecodedSound.of(SoundStudio.requireWhole(outcome, SoundKind.MICROPHONE));
            assertThat(sound.level(0.3, 440)).isLessThan(0.001);
            assertThat(sound.levelAbout(heard, 440)).isGreaterThan(0.1);
            assertThat(sound.levelAbout(again, 440)).isGreaterThan(0.1);
            assertThat(told(HealthEvent.Kind.SOUND_BACK))
                    .contains("The microphone is recorded again, from Late.");
            assertThat(outcome.status().sound().get(SoundKind.MICROPHONE).silence())
                    .isGreaterThan(DecodedSound.RATE);
            assertThat(studio.health())
                    .extracting(HealthEvent::detail)
                    .contains("The microphone is recorded from here on, from Late.");
        }
    }

    private String plugInLate() {
        return server.control(
                        "load-module",
                        "module-remap-source",
                        "master=voice.monitor",
                        "source_name=late",
                        "source_properties=device.description=Late")
                .orElseThrow()
                .strip();
    }

    private String plugIn(String name, String kind) {
        String[] of = kind.split(" ", 2);
        return server.control(
                        "load-module",
                        "module-null-sink",
                        "sink_name=" + name,
                        "sink_properties=device.description=" + name,
                        of[0],
                        of[1])
                .orElseThrow()
                .strip();
    }

    /**
     * Waits until this is what is recorded, and a stretch more.
     *
     * @return a second of the recording with half a second of it behind
     */
    private static double after(Recording recording, String device) {
        Waits.eventually(
                LIMIT,
                device + " is recorded",
                () ->
                        recording.soundLevels().values().stream()
                                .flatMap(level -> level.device().stream())
                                .anyMatch(open -> open.id().equals(device)));
        Duration from = recording.status().elapsed();
        SoundStudio.awaitElapsed(recording, from.plus(STRETCH));
        return from.toMillis() / 1e3 + 0.4;
    }
}

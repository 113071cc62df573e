package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.sound.PulseSound;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to devices while they are recorded, on a real sound server. */
class SoundFaultsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FPS = 30;
    private static final Duration STRETCH = Duration.ofMillis(1200);

    @TempDir private Path folder;

    private SoundServer server;
    private SoundStudio studio;

    @BeforeEach
    void startTheServer() throws Exception {
        server = SoundServer.start(Files.createDirectory(folder.resolve("pa")));
        studio = new SoundStudio(server, folder);
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
            assertThat(studio.health())
                    .extracting(HealthEvent::detail)
                    .anyMatch(told -> told.endsWith("again, from high."));
        }
    }

    @Test
    void aMicrophoneThatIsPluggedInLaterJoins() {
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
            server.control(
                    "load-module",
                    "module-remap-source",
                    "master=voice.monitor",
                    "source_name=late",
                    "source_properties=device.description=Late");
            double heard = after(recording, "late");
            Outcome outcome = recording.stop().join();

            DecodedSound sound =
                    DecodedSound.of(SoundStudio.requireWhole(outcome, SoundKind.MICROPHONE));
            assertThat(sound.level(0.3, 440)).isLessThan(0.001);
            assertThat(sound.levelAbout(heard, 440)).isGreaterThan(0.1);
            assertThat(outcome.status().sound().get(SoundKind.MICROPHONE).silence())
                    .isGreaterThan(DecodedSound.RATE);
            assertThat(studio.health())
                    .extracting(HealthEvent::detail)
                    .contains("The microphone is recorded from here on, from Late.");
        }
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

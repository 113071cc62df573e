package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real window beside a real sound server. */
@Timeout(600)
@ExtendWith(Fx.class)
final class SoundWindowIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double PLAYED = 997;
    private static final double SPOKEN = 440;

    @TempDir private Path home;
    @TempDir private Path place;
    private SoundServer server;
    private Person person;

    @BeforeEach
    void settle() {
        server = SoundServer.start(place);
        person = new Person(home);
        person.hears(server);
    }

    @AfterEach
    void closeBoth() {
        person.close();
        server.close();
    }

    @Test
    void whatIsHeardIsSeenChosenAndRecorded() throws IOException {
        try (var _ = PulseTone.start(server, "speakers", PLAYED, 0.25)) {
            person.opensTheWindow();
            person.awaits("the meter of what is played moves", () -> level("system") > 0);
            awaitReaders(1);
            assertThat(isOn("system")).isTrue();
            assertThat(isOn("microphone")).isFalse();

            // A microphone that hears nothing is said, and is no more when it hears.
            person.goesTo("#sound-microphone");
            person.presses(KeyCode.SPACE);
            person.awaits("it is on", () -> isOn("microphone"));
            awaitReaders(2);
            person.awaits(
                    "silence is said",
                    () -> person.text("#sound-note").startsWith("Nothing is heard of the mic"));
            try (var _ = PulseTone.start(server, "voice", SPOKEN, 0.25)) {
                person.awaits("its meter moves", () -> level("microphone") > 0);
                person.awaits("nothing is said", () -> !person.sees("#sound-note"));
                devicesComeAndGo();
                records();
            }
        }
        assertThat(Files.readString(home.resolve("config/lastframe/settings.json")))
                .containsPattern("(?s)\"microphone\"[^}]*\"on\"\\s*:\\s*true");

        // Nothing is open for a window that nobody sees.
        person.iconifies();
        awaitReaders(0);
    }

    @Test
    void theMicrophoneGetsATrackOfItsOwnWhereThatIsChosen() throws IOException {
        try (var _ = PulseTone.start(server, "speakers", PLAYED, 0.25);
                var _ = PulseTone.start(server, "voice", SPOKEN, 0.25)) {
            person.opensTheWindow();
            person.awaits("the meter of what is played moves", () -> level("system") > 0);
            person.goesTo("#sound-microphone");
            person.presses(KeyCode.SPACE);
            person.awaits("what is said is heard", () -> level("microphone") > 0);
            person.goesTo("#sound-more");
            person.presses(KeyCode.ENTER);
            person.awaits("the devices are shown", () -> person.sees("#sound-card"));
            assertThat(track()).isEqualTo("Mixed in");
            person.goesTo("#microphone-track");
            person.presses(KeyCode.DOWN);
            person.awaits("it is chosen", () -> track().equals("A track of its own"));

            person.pressesF9();
            person.awaitsTitle("● 0:(0[3-9]|[1-9]\\d) .*");
            assertThat(person.sees("#microphone-track")).as("to be chosen").isFalse();
            assertThat(person.text("#microphone-track-text")).isEqualTo("A track of its own");
            person.pressesF9();
            // The recording and the track.
            List<Path> made = Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 2);
            person.awaitsTitle("Lastframe");
            person.awaits("it can be chosen again", () -> person.sees("#microphone-track"));

            Path voice = made.getFirst();
            assertThat(voice.toString()).endsWith(".microphone.ts");
            DecodedSound said = DecodedSound.of(voice);
            DecodedSound played = DecodedSound.of(made.getLast());
            assertThat(said.levelAbout(2, SPOKEN)).isCloseTo(0.25, within(0.1));
            assertThat(said.level(2, PLAYED)).isLessThan(0.01);
            assertThat(played.levelAbout(2, PLAYED)).isCloseTo(0.25, within(0.1));
            assertThat(played.level(2, SPOKEN)).isLessThan(0.01);
        }
        assertThat(Files.readString(home.resolve("config/lastframe/settings.json")))
                .containsPattern("\"ownTrack\"\\s*:\\s*true");
    }

    /** What is chosen in the list; empty where there is none. */
    private String track() {
        return Fx.get(() ->
                person.scene().lookup("#microphone-track") instanceof ComboBox<?> list
                        ? chosen(list)
                        : "");
    }

    private static <T> String chosen(ComboBox<T> list) {
        return list.getConverter().toString(list.getValue());
    }

    private void devicesComeAndGo() {
        person.goesTo("#sound-more");
        person.presses(KeyCode.ENTER);
        person.awaits("the devices are shown", () -> person.sees("#sound-card"));
        assertThat(devices("microphone")).containsExactly("Default · Headset", "Headset");
        assertThat(devices("system")).contains("Default · Speakers", "Speakers");

        String module =
                server.control(
                                "load-module",
                                "module-null-sink",
                                "sink_name=usb",
                                "sink_properties=device.description=Earphones")
                        .orElseThrow()
                        .strip();
        person.awaits("what is plugged in is there", () -> devices("system").contains("Earphones"));
        server.control("unload-module", module);
        person.awaits("what is pulled out is not", () -> !devices("system").contains("Earphones"));
        person.presses(KeyCode.ESCAPE);
        person.awaits("the devices are closed", () -> !person.sees("#sound-card"));
    }

    private void records() {
        person.pressesF9();
        person.awaitsTitle("● 0:(0[3-9]|[1-9]\\d) .*");
        awaitReaders(2);
        person.goesTo("#sound-system");
        person.presses(KeyCode.ENTER);
        person.awaits("it is muted", () -> !isOn("system"));
        String muted = person.title();
        person.awaits("time passes", () -> !person.title().equals(muted));
        String later = person.title();
        person.awaits("and more", () -> !person.title().equals(later));
        person.pressesF9();
        Path video = Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 1).getFirst();
        person.awaitsTitle("Lastframe");

        assertThat(Recorded.ledger(video).at("/sound/system/written").asLong()).isPositive();
        assertThat(Recorded.ledger(video).at("/sound/microphone/written").asLong()).isPositive();
        Ffmpeg.requireUndamaged(video);
        DecodedSound sound = DecodedSound.of(video);
        // What has just begun is stretched until it is in step, and so a little beside its note.
        assertThat(sound.levelAbout(2, PLAYED)).isCloseTo(0.25, within(0.1));
        assertThat(sound.levelAbout(2, SPOKEN)).isCloseTo(0.25, within(0.1));
        assertThat(sound.level(2, 700)).isLessThan(0.01);
        double end = sound.seconds() - 0.7;
        assertThat(sound.level(end, PLAYED)).as("muted").isLessThan(0.01);
        assertThat(sound.levelAbout(end, SPOKEN)).isCloseTo(0.25, within(0.1));
    }

    private double level(String kind) {
        Node fill = person.scene().lookup("#level-" + kind + " > .fill");
        return fill == null ? 0 : fill.getLayoutBounds().getWidth();
    }

    private boolean isOn(String kind) {
        return Fx.get(() ->
                person.scene().lookup("#sound-" + kind) instanceof ToggleButton button
                        && button.isSelected());
    }

    private List<String> devices(String kind) {
        return Fx.get(() -> listed((ComboBox<?>) person.scene().lookup("#device-" + kind)));
    }

    private static <T> List<String> listed(ComboBox<T> list) {
        return list.getItems().stream().map(list.getConverter()::toString).toList();
    }

    /** How many read from the server. */
    private void awaitReaders(int count) {
        Waits.eventually(
                LIMIT,
                count + " read from the server",
                () ->
                        server.control("list", "short", "source-outputs")
                                        .orElse("?")
                                        .lines()
                                        .filter(line -> !line.contains("module-remap"))
                                        .count()
                                == count);
    }
}

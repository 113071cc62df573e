package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of devices that are switched between. Time is made here. */
final class SoundReaderTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofMillis(2100);
    private static final SoundDevice HEADSET =
            new SoundDevice("headset", "Headset", SoundKind.MICROPHONE, true);
    private static final SoundDevice CAMERA =
            new SoundDevice("camera", "Camera", SoundKind.MICROPHONE, false);
    private static final SoundDevice DESK =
            new SoundDevice("desk", "Desk", SoundKind.MICROPHONE, false);

    private final FakeClock clock = new FakeClock();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final MadeMicrophones computer = new MadeMicrophones(HEADSET, CAMERA, DESK);
    private final SoundReader reader = reader(null);

    private SoundReader reader(@Nullable SoundLine line) {
        return new SoundReader(
                computer, new SoundChoice(SoundKind.MICROPHONE), clock, line, new ToList());
    }

    private final class ToList implements SoundReader.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {
            told.add("opened " + device.name());
        }

        @Override
        public void gone(SoundKind kind, String why) {
            told.add(why);
        }

        @Override
        public void odd(SoundKind kind, String what) {
            told.add(what);
        }
    }

    private MadeMicrophones.Microphone of(SoundDevice device) {
        return computer.of(device);
    }

    @BeforeEach
    void theHeadsetIsHeard() {
        reader.start();
        of(HEADSET).gives();
        awaitTold("opened Headset");
    }

    @AfterEach
    void end() {
        reader.close();
    }

    private void awaitTold(String what) {
        Waits.eventually(LIMIT, what, () -> told.contains(what));
    }

    private void switchTo(SoundDevice device) {
        computer.preferred = device.id();
        reader.prefer(device);
        int before = of(device).openings();
        of(HEADSET).gives();
        Waits.eventually(LIMIT, device.name() + " is read", () -> of(device).openings() > before);
    }

    @Test
    void oneThatWasSwitchedToAndGivesNothingIsToldByItsOwnName() {
        switchTo(CAMERA);
        assertThat(reader.device()).as("nothing is heard").isEmpty();
        clock.advance(QUIET);
        reader.watch();
        reader.watch();

        assertThat(told).containsExactly("opened Headset", "\"Camera\" gives nothing.");
        assertThat(reader.level().trouble()).contains("\"Camera\" gives nothing.");
        of(CAMERA).gives();
        awaitTold("opened Camera");
        assertThat(reader.device()).map(SoundDevice::id).contains("camera");
        assertThat(reader.level().trouble()).isEmpty();
    }

    @Test
    void howLongItGivesNothingIsCountedFromItsOwnBeginning() throws Exception {
        of(HEADSET).breaks();
        awaitTold("It is gone.");
        clock.advanceTo(clock.awaitSleeper());
        Waits.eventually(LIMIT, "it is tried again", () -> of(HEADSET).openings() == 2);
        clock.advance(Duration.ofMillis(1900));
        reader.watch();

        assertThat(told).containsExactly("opened Headset", "It is gone.");
    }

    @Test
    void oneThatGivesNothingAtEachTryIsToldOfOnceAndLeftForAnother() throws Exception {
        switchTo(CAMERA);
        for (int i = 1; i <= 3; i++) {
            clock.advance(QUIET);
            reader.watch();
            of(CAMERA).breaks();
            int tries = i;
            clock.advanceTo(clock.awaitSleeper());
            Waits.eventually(LIMIT, "it is tried again", () -> of(CAMERA).openings() > tries);
        }
        assertThat(told).containsExactly("opened Headset", "\"Camera\" gives nothing.");
        computer.preferred = DESK.id();
        reader.prefer(DESK);
        Waits.eventually(LIMIT, "another is read", () -> of(DESK).openings() == 1);
        clock.advance(QUIET);
        reader.watch();

        assertThat(told)
                .containsExactly(
                        "opened Headset", "\"Camera\" gives nothing.", "\"Desk\" gives nothing.");
    }

    @Test
    void oneThatGivesNothingHoldsUpNoOthersSound() {
        computer.preferred = DESK.id();
        SoundLine line = new SoundLine();
        try (SoundReader read = reader(line)) {
            read.start();
            of(DESK).gives();
            Waits.eventually(LIMIT, "it is heard", () -> line.ready() != Long.MAX_VALUE);
            clock.advance(QUIET);
            read.watch();
            assertThat(line.ready()).as("nobody waits for it").isEqualTo(Long.MAX_VALUE);
            of(DESK).gives();

            Waits.eventually(LIMIT, "it is heard again", () -> line.ready() != Long.MAX_VALUE);
        }
    }
}

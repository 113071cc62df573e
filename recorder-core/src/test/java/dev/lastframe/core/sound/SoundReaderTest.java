package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    private final Map<SoundDevice, Microphone> microphones =
            Map.of(
                    HEADSET, new Microphone(),
                    CAMERA, new Microphone(),
                    DESK, new Microphone());
    private final SoundReader reader =
            new SoundReader(
                    new Computer(),
                    new SoundChoice(SoundKind.MICROPHONE),
                    clock,
                    null,
                    new ToList());

    /** Gives what it is given. */
    private static final class Microphone implements SoundSource {

        private static final SoundBlock BLOCK = new SoundBlock(48_000, 1, new short[480], 0);

        private final BlockingQueue<Optional<SoundBlock>> given = new LinkedBlockingQueue<>();
        private final AtomicInteger openings = new AtomicInteger();

        void gives() {
            given.add(Optional.of(BLOCK));
        }

        void breaks() {
            given.add(Optional.empty());
        }

        @Override
        public SoundBlock read() throws SoundException {
            try {
                return given.take().orElseThrow(() -> new SoundException("It is gone."));
            } catch (InterruptedException ended) {
                throw new SoundException("Nobody listens any more.", ended);
            }
        }

        @Override
        public void giveUp() {
            breaks();
        }

        @Override
        public void close() {}
    }

    private final class Computer implements SoundSystem {

        @Override
        public void reach() {}

        @Override
        public List<SoundDevice> devices() {
            return Stream.of(HEADSET, CAMERA, DESK)
                    .map(it -> new SoundDevice(it.id(), it.name(), it.kind(), it.equals(preferred)))
                    .toList();
        }

        @Override
        public SoundSource open(SoundDevice device) {
            Microphone opened =
                    microphones.entrySet().stream()
                            .filter(it -> it.getKey().id().equals(device.id()))
                            .findFirst()
                            .orElseThrow()
                            .getValue();
            opened.openings.incrementAndGet();
            return opened;
        }
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

    private volatile SoundDevice preferred = HEADSET;

    private Microphone of(SoundDevice device) {
        return microphones.getOrDefault(device, new Microphone());
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
        preferred = device;
        reader.prefer(device);
        int before = of(device).openings.get();
        of(HEADSET).gives();
        Waits.eventually(
                LIMIT, device.name() + " is read", () -> of(device).openings.get() > before);
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
        Waits.eventually(LIMIT, "it is tried again", () -> of(HEADSET).openings.get() == 2);
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
            Waits.eventually(LIMIT, "it is tried again", () -> of(CAMERA).openings.get() > tries);
        }
        assertThat(told).containsExactly("opened Headset", "\"Camera\" gives nothing.");
        preferred = DESK;
        reader.prefer(DESK);
        Waits.eventually(LIMIT, "another is read", () -> of(DESK).openings.get() == 1);
        clock.advance(QUIET);
        reader.watch();

        assertThat(told)
                .containsExactly(
                        "opened Headset", "\"Camera\" gives nothing.", "\"Desk\" gives nothing.");
    }
}

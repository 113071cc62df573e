package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sound server that hangs holds nothing open, and what is told of a device is told in order. */
final class SoundMonitorTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final SoundDevice MICROPHONE =
            new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true);

    private final CountDownLatch wedge = new CountDownLatch(1);
    private final CountDownLatch mayOpen = new CountDownLatch(1);

    /** Says what it has to readers alone. */
    private final MadeMicrophones server = new MadeMicrophones(MICROPHONE);

    @BeforeEach
    void letWait() {
        server.beforeListing = this::listed;
        server.beforeOpening = () -> await(mayOpen);
    }

    @AfterEach
    void letGo() {
        wedge.countDown();
        mayOpen.countDown();
    }

    private void listed() {
        if (Thread.currentThread().getName().equals("lastframe-sound-monitor")) {
            await(wedge);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMicrophoneIsClosedAlthoughTheServerDoesNotSayWhatItHas() {
        mayOpen.countDown();
        SoundMonitor monitor = SoundMonitor.open(server, NanoClock.system(), news -> {});
        List<SoundChoice> microphone = List.of(new SoundChoice(SoundKind.MICROPHONE));
        monitor.listenTo(microphone);
        Waits.eventually(LIMIT, "it listens", this::isOpen);

        monitor.listenTo(List.of());
        Waits.eventually(LIMIT, "switched off it is closed", () -> !isOpen());
        monitor.listenTo(microphone);
        Waits.eventually(LIMIT, "it listens again", this::isOpen);
        monitor.close();
        Waits.eventually(LIMIT, "it is closed", () -> !isOpen());
    }

    private boolean isOpen() {
        return server.of(MICROPHONE).isOpen();
    }

    @Test
    void whoIsToldThatADeviceGivesNothingIsToldOfItsOpeningAfterwards() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        SoundReader reader =
                new SoundReader(
                        server,
                        new SoundChoice(SoundKind.MICROPHONE, Optional.empty()),
                        NanoClock.system(),
                        null,
                        new SoundReader.Listener() {
                            @Override
                            public void opened(SoundKind kind, SoundDevice device) {
                                told.add("opened");
                            }

                            @Override
                            public void gone(SoundKind kind, String why) {
                                told.add(why);
                            }

                            @Override
                            public void odd(SoundKind kind, String what) {
                                told.add(what);
                            }
                        });
        reader.start();
        reader.tellSlow("slow");
        reader.tellSlow("slow");
        mayOpen.countDown();
        server.of(MICROPHONE).gives();
        Waits.eventually(LIMIT, "it is open", () -> reader.tried().isDone());
        reader.tellSlow("too late");

        assertThat(told).containsExactly("slow", "opened");
        reader.close();
    }
}

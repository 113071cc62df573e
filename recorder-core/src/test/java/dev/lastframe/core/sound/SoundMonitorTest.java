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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sound server that hangs holds nothing open, and what is told of a device is told in order. */
final class SoundMonitorTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final SoundDevice MICROPHONE =
            new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true);

    private final CountDownLatch wedge = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch mayOpen = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        wedge.countDown();
        mayOpen.countDown();
    }

    /** Says what it has to readers alone; its microphone hears nothing. */
    private final class Server implements SoundSystem {

        @Override
        public void reach() {}

        @Override
        public List<SoundDevice> devices() {
            if (Thread.currentThread().getName().equals("lastframe-sound-monitor")) {
                await(wedge);
            }
            return List.of(MICROPHONE);
        }

        @Override
        public SoundSource open(SoundDevice device) {
            await(mayOpen);
            open.incrementAndGet();
            return new SoundSource() {

                @Override
                public SoundBlock read() {
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                    return new SoundBlock(48_000, 1, new short[240], System.nanoTime());
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aMicrophoneIsClosedAlthoughTheServerDoesNotSayWhatItHas() {
        mayOpen.countDown();
        SoundMonitor monitor = SoundMonitor.open(new Server(), NanoClock.system(), news -> {});
        List<SoundChoice> microphone = List.of(new SoundChoice(SoundKind.MICROPHONE));
        monitor.listenTo(microphone);
        Waits.eventually(LIMIT, "it listens", () -> open.get() == 1);

        monitor.listenTo(List.of());
        Waits.eventually(LIMIT, "switched off it is closed", () -> open.get() == 0);
        monitor.listenTo(microphone);
        Waits.eventually(LIMIT, "it listens again", () -> open.get() == 1);
        monitor.close();
        Waits.eventually(LIMIT, "it is closed", () -> open.get() == 0);
    }

    @Test
    void whoIsToldThatADeviceGivesNothingIsToldOfItsOpeningAfterwards() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        SoundReader reader =
                new SoundReader(
                        new Server(),
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
        Waits.eventually(LIMIT, "it is open", () -> reader.tried().isDone());
        reader.tellSlow("too late");

        assertThat(told).containsExactly("slow", "opened");
        reader.close();
    }
}

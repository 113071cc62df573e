package dev.lastframe.app.ui;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The FX thread and an X server that takes its time: it is stopped as a process, with the question
 * already on its way.
 */
@Timeout(300)
@ExtendWith(Fx.class)
final class AskedPictureIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int TEAL = 0x008080;
    private static final int ORANGE = 0xff8000;

    @Test
    void theFxThreadGoesOnUntilTheServerHasWrittenThePicture() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Sight sight = new Sight(screen)) {
            screen.run("xsetroot", "-solid", "#008080");
            sight.look();
            Signals.send("STOP", screen.server());
            try {
                sight.ask();
                for (int i = 0; i < 20; i++) {
                    int number = i;
                    assertThat(Fx.get(() -> number)).isEqualTo(i);
                }
                assertThat(sight.answers()).isZero();
            } finally {
                Signals.send("CONT", screen.server());
            }
            Waits.eventually(LIMIT, "the picture is told of", () -> sight.answers() == 1);
            sight.take();
            assertThat(sight.pixel()).isEqualTo(TEAL);

            screen.run("xsetroot", "-solid", "#ff8000");
            Waits.eventually(LIMIT, "the change is announced", sight::look);
            sight.ask();
            Waits.eventually(LIMIT, "the next one is told of", () -> sight.answers() == 2);
            sight.take();
            assertThat(sight.pixel()).isEqualTo(ORANGE);
        }
    }

    @Test
    void whoTakesItBeforeItCameWaitsForItAndIsNotToldAnyMore() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Sight sight = new Sight(screen)) {
            screen.run("xsetroot", "-solid", "#008080");
            sight.look();
            sight.askAndTake();
            assertThat(sight.pixel()).isEqualTo(TEAL);

            screen.run("xsetroot", "-solid", "#ff8000");
            Waits.eventually(LIMIT, "the change is announced", sight::look);
            sight.ask();
            Waits.eventually(LIMIT, "the next one is told of", () -> sight.answers() > 0);
            sight.take();

            assertThat(sight.pixel()).isEqualTo(ORANGE);
            assertThat(sight.answers()).as("of the two that were asked for").isOne();
        }
    }

    /** A grabber of the FX thread's. */
    private static final class Sight implements AutoCloseable {

        private final X11Grabber grabber;
        private final FramePool pool;
        private final FramePool.Slot slot;
        private final AtomicInteger answers = new AtomicInteger();

        Sight(VirtualScreen screen) {
            grabber =
                    Fx.get(
                            told(() ->
                                    X11Grabber.open(
                                            screen.display(),
                                            new CaptureTarget.Screen(1),
                                            false,
                                            NanoClock.system())));
            pool = new FramePool(grabber.memory(), 64L * 1024 * 1024);
            slot = Fx.get(() -> Objects.requireNonNull(pool.tryAcquire(grabber.format())));
        }

        boolean look() {
            return Fx.get(told(grabber::look));
        }

        /** Of the whole picture. */
        void ask() {
            assertThat(Fx.get(told(this::asked))).as("it can be asked for").isTrue();
        }

        Grab take() {
            return Fx.get(told(grabber::take));
        }

        /** In one go, so that the event loop has no chance. */
        void askAndTake() {
            Fx.get(
                    told(() -> {
                        assertThat(asked()).as("it can be asked for").isTrue();
                        return grabber.take();
                    }));
        }

        private boolean asked() throws CaptureException {
            return grabber.ask(slot, true, answers::incrementAndGet);
        }

        int answers() {
            return answers.get();
        }

        int pixel() {
            return slot.memory().get(JAVA_INT, 0) & 0xffffff;
        }

        private static <T> Supplier<T> told(Callable<T> question) {
            return () -> {
                try {
                    return question.call();
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            };
        }

        @Override
        public void close() {
            Fx.run(() -> {
                slot.giveBack();
                pool.close();
                pool.closeReturned();
                grabber.close();
            });
        }
    }
}

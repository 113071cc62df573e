package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was asked for, and turns out to be more: on a thread that runs the event loop. */
@Timeout(300)
final class AskedRowsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ORANGE = 0xff8000;
    private static final int TEAL = 0x008080;

    private final AtomicInteger answers = new AtomicInteger();

    /** Taken while the server stands still: who waited for it would wait until it goes on. */
    @Test
    void rowsThatAreMissingAreAskedForToo() throws Exception {
        try (TurnedLoop loop = new TurnedLoop();
                VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                X11Grabber grabber = open(screen)) {
            FramePool pool = new FramePool(grabber.memory(), 64L * 1024 * 1024);
            FramePool.Slot slot = Objects.requireNonNull(pool.tryAcquire(grabber.format()));
            grabber.look();
            grabber.grab(slot, true);
            painter.fill(0, 400, 640, 16, TEAL);
            Waits.eventually(LIMIT, "a change is announced", () -> look(grabber));
            painter.fill(0, 16, 640, 16, ORANGE);

            assertThat(grabber.ask(slot, false, answers::incrementAndGet)).isTrue();
            Waits.eventually(
                    LIMIT,
                    "the picture is told of",
                    () -> {
                        loop.turn();
                        return answers.get() > 0;
                    });
            Grab grab = takeWhileItStands(screen, grabber);

            assertThat(grab.valid())
                    .containsExactly(new Rect(0, 16, 640, 16), new Rect(0, 400, 640, 16));
            assertThat(grab.announced()).isTrue();
            assertThat(pixel(slot, 20)).isEqualTo(ORANGE);
            assertThat(pixel(slot, 410)).isEqualTo(TEAL);
            assertThat(answers).hasValue(1);
            slot.giveBack();
            pool.close();
            assertThat(pool.closeReturned()).isTrue();
        }
    }

    private static X11Grabber open(VirtualScreen screen) throws Exception {
        return X11Grabber.open(
                screen.display(), new CaptureTarget.Screen(1), false, NanoClock.system());
    }

    private static boolean look(X11Grabber grabber) {
        try {
            return grabber.look();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static Grab takeWhileItStands(VirtualScreen screen, X11Grabber grabber)
            throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        Signals.send("STOP", screen.server());
        CompletableFuture<Boolean> inTime =
                CompletableFuture.supplyAsync(() -> {
                    boolean was = await(taken);
                    Signals.send("CONT", screen.server());
                    return was;
                });
        Grab grab = grabber.take();
        taken.countDown();
        assertThat(inTime.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("taken before the server went on")
                .isTrue();
        return grab;
    }

    private static boolean await(CountDownLatch taken) {
        try {
            return taken.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static int pixel(FramePool.Slot slot, int row) {
        return slot.memory().get(JAVA_INT, 640L * 4 * row) & 0xffffff;
    }
}

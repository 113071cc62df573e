package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("beside")
@Timeout(60)
final class XErrorsIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long NO_WINDOW = 1;

    @Test
    void whoLeavesFirstTakesTheHandlerFromNobody() throws Exception {
        long before = installed();
        CountDownLatch bothInside = new CountDownLatch(2);
        CountDownLatch oneMayLeave = new CountDownLatch(1);
        CountDownLatch otherMayLeave = new CountDownLatch(1);
        Thread one = stretch(bothInside, oneMayLeave);
        Thread other = stretch(bothInside, otherMayLeave);
        assertThat(bothInside.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        long ours = installed();

        oneMayLeave.countDown();
        assertThat(one.join(LIMIT)).isTrue();
        long still = installed();
        otherMayLeave.countDown();
        assertThat(other.join(LIMIT)).isTrue();

        assertThat(ours).isNotEqualTo(before);
        assertThat(still).isEqualTo(ours);
        assertThat(installed()).isEqualTo(before);
    }

    @Test
    void anErrorAfterAnotherThreadLeftIsStillNoted() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(320, 240)) {
            X11Connection connection = X11Connection.open(screen.display());
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch mayLeave = new CountDownLatch(1);
            Thread other = stretch(inside, mayLeave);
            Waits.eventually(LIMIT, "the other is inside", () -> inside.getCount() == 0);
            XErrors.enter();
            try {
                mayLeave.countDown();
                assertThat(other.join(LIMIT)).isTrue();

                Xlib.xSelectInput(connection.display(), NO_WINDOW, 0);

                assertThat(connection.sync()).as("the code").isGreaterThan(0);
            } finally {
                XErrors.leave();
                connection.close();
            }
        }
    }

    @Test
    void aHandlerThatCameMeanwhileStays() {
        long before = installed();
        XErrors.enter();
        long ours = Xlib.xSetErrorHandler(before + 1);

        XErrors.leave();

        assertThat(Xlib.xSetErrorHandler(ours)).isEqualTo(before + 1);
        XErrors.enter();
        XErrors.leave();
        assertThat(installed()).as("one that was left there by somebody else").isEqualTo(before);
    }

    private static Thread stretch(CountDownLatch inside, CountDownLatch mayLeave) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    XErrors.enter();
                    inside.countDown();
                    try {
                        mayLeave.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    } finally {
                        XErrors.leave();
                    }
                });
    }

    /** Xlib tells only by putting another in its place: 0 is its own. */
    private static long installed() {
        long found = Xlib.xSetErrorHandler(0);
        Xlib.xSetErrorHandler(found);
        return found;
    }
}

package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Allocated;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes with the picture: damage and the pointer's place, of the same moment. */
@Tag("beside")
@Timeout(600)
final class OneTripIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final CaptureTarget SCREEN = new CaptureTarget.Screen(1);
    private static final int ORANGE = 0xff8000;
    private static final int TEAL = 0x008080;

    /** More requests than the protocol's numbers for them, which have 16 bits. */
    private static final int MANY_TICKS = 20_000;

    private static final int SOME_TICKS = 50;

    /**
     * A few rectangles and a list of them; a segment of memory for each answer would be 320 more.
     */
    private static final long MOST_BYTES = 400;

    @Test
    void aTickAsksEverythingTogetherWhereSharedMemoryIsToBeHad() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, SCREEN, true)) {
            assertThat(eye.grabber().asksTogether()).isTrue();
        }
        try (VirtualScreen screen = VirtualScreen.without("MIT-SHM", 640, 480);
                Eye eye = new Eye(screen, SCREEN, true)) {
            assertThat(eye.grabber().asksTogether()).isFalse();
        }
    }

    @Test
    void whatIsDrawnBetweenLookAndGrabIsInThePictureAndAnnouncedWithIt() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, false)) {
            eye.grab(true);
            eye.settle();
            assertThat(eye.grab(true).announced()).as("nothing was drawn").isFalse();

            painter.fill(0, 100, 640, 50, TEAL);
            Grab grab = eye.grabUnseen(true);

            assertThat(grab.announced()).isTrue();
            assertThat(eye.pixel(320, 120)).isEqualTo(TEAL);
            assertThat(eye.look()).as("it was fetched").isFalse();
        }
    }

    @Test
    void whatIsDrawnBesideTheRowsThatAreFetchedIsNotLost() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, false)) {
            eye.grab(true);
            eye.settle();
            painter.fill(0, 400, 640, 16, TEAL);
            eye.awaitChange();

            painter.fill(0, 16, 640, 16, ORANGE);
            Grab grab = eye.grabUnseen(false);

            assertThat(grab.valid())
                    .containsExactly(new Rect(0, 16, 640, 16), new Rect(0, 400, 640, 16));
            assertThat(eye.pixel(320, 20)).isEqualTo(ORANGE);
            assertThat(eye.pixel(320, 410)).isEqualTo(TEAL);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void drawingAroundARegionIsNoChangeOfIt(boolean together) {
        CaptureTarget middle = new CaptureTarget.Region(200, 200, 100, 100);
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, middle, false, together)) {
            eye.grab(true);
            eye.settle();

            painter.fill(0, 0, 50, 50, TEAL);
            painter.fill(500, 400, 50, 50, TEAL);
            assertThat(eye.look()).isFalse();
            painter.fill(210, 210, 10, 10, TEAL);
            Waits.eventually(LIMIT, "a change inside", eye::look);
            eye.grabUnseen(false);

            assertThat(eye.pixel(15, 15)).isEqualTo(TEAL);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPointerThatAProgramMovedIsSeenByTheNextLook(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, true, together)) {
            painter.fill(0, 0, 640, 480, ORANGE);
            painter.warp(300, 300);
            eye.grab(true);
            eye.settle();

            painter.warp(100, 100);
            assertThat(eye.look()).isTrue();
            eye.grabUnseen(false);

            assertThat(eye.differsFrom(ORANGE, 95, 95, 120, 125)).isTrue();
            assertThat(eye.differsFrom(ORANGE, 280, 280, 340, 340)).isFalse();
        }
    }

    @Test
    void aPointerThatIsElsewhereByThenIsDrawnThereAndErasedHere() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, true)) {
            painter.fill(0, 0, 640, 480, ORANGE);
            painter.warp(300, 200);
            eye.grab(true);
            eye.settle();
            painter.fill(0, 464, 640, 16, TEAL);
            eye.awaitChange();

            painter.warp(100, 100);
            Grab grab = eye.grabUnseen(false);

            assertThat(grab.valid().getFirst().y()).isLessThan(100);
            assertThat(eye.differsFrom(ORANGE, 95, 95, 120, 125)).isTrue();
            assertThat(eye.differsFrom(ORANGE, 280, 180, 340, 240)).isFalse();
            assertThat(eye.pixel(320, 470)).isEqualTo(TEAL);
            assertThat(eye.look()).isFalse();
        }
    }

    @Test
    void thePictureThatTheServerRefusedIsFetchedLater() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480, 800, 600);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, false)) {
            screen.resize(800, 600);
            Waits.eventually(LIMIT, "the larger size", () -> eye.look() && eye.width() == 800);
            eye.grab(true);
            painter.fill(0, 0, 800, 600, TEAL);
            eye.awaitChange();

            screen.resize(640, 480);
            assertThatExceptionOfType(CaptureException.class)
                    .isThrownBy(() -> eye.tryGrab(true))
                    .satisfies(refused -> {
                        assertThat(refused.reason()).isEqualTo(Reason.GRAB_FAILED);
                        assertThat(Objects.requireNonNull(refused.getMessage()))
                                .contains("error 8"); // BadMatch: outside of the desktop
                    });

            painter.fill(0, 0, 640, 480, ORANGE);
            Waits.eventually(LIMIT, "the smaller size", () -> eye.look() && eye.width() == 640);
            eye.grabUnseen(false);
            assertThat(eye.pixel(639, 479)).isEqualTo(ORANGE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsDrawnBeforeARehearsalIsNotForgotten(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, true, together)) {
            painter.fill(0, 0, 640, 480, ORANGE);
            eye.grab(true);
            eye.settle();
            painter.fill(0, 400, 640, 16, TEAL);

            eye.rehearse();

            assertThat(eye.look()).isTrue();
            eye.grabUnseen(false);
            assertThat(eye.pixel(320, 410)).isEqualTo(TEAL);
            eye.rehearse();
            assertThat(eye.grab(false).valid()).containsExactly(new Rect(0, 0, 640, 480));
        }
    }

    @Test
    void readingTheAnswersOfATickLeavesNoGarbage() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, SCREEN, true)) {
            eye.grab(true);
            eye.settle();
            long least = Long.MAX_VALUE;
            for (int tick = 0; tick < SOME_TICKS; tick++) {
                painter.fill(0, 16, 640, 16, tick);
                eye.awaitChange();

                long before = Allocated.byThisThread();
                Grab grab = eye.grab(false);
                least = Math.min(least, Allocated.byThisThread() - before);

                assertThat(grab.announced()).as("damage was among the answers").isTrue();
            }
            assertThat(least).isBetween(1L, MOST_BYTES);
        }
    }

    @Test
    void noChangeIsMissedOrInventedWhenTheRequestsNumbersBeginAnew() {
        CaptureTarget corner = new CaptureTarget.Region(0, 0, 16, 16);
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Painter painter = new Painter(screen);
                Eye eye = new Eye(screen, corner, true)) {
            painter.warp(400, 400);
            eye.grab(true);
            eye.settle();
            for (int tick = 0; tick < MANY_TICKS; tick++) {
                if (tick % 100 == 0) {
                    assertThat(eye.look()).as("tick %d", tick).isFalse();
                    painter.fill(0, 0, 16, 16, tick);
                    eye.awaitChange();
                    eye.grabUnseen(false);
                    assertThat(eye.pixel(8, 8)).isEqualTo(tick);
                } else {
                    eye.grabUnseen(true);
                }
            }
        }
    }
}

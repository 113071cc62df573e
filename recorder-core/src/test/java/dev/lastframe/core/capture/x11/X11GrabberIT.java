package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ChangeNotice;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grabber on real X servers. Each test is the capture thread of its grabber. */
@Tag("beside")
@Timeout(600)
final class X11GrabberIT {

    private static final NanoClock CLOCK = NanoClock.system();
    private static final Duration LONG_AFTER = Duration.ofMillis(300);
    private static final long MILLISECOND = 1_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern COLUMN = Pattern.compile("\\S+");
    private static final int CREATOR_COLUMN = 4;
    private static final int ORANGE = 0xff8000;
    private static final int TEAL = 0x008080;

    @Test
    void thePicturesAreThoseOfTheScreenBySharedMemory() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false)) {
            screen.run("xsetroot", "-solid", "#ff8000");

            Grab grab = eye.grab(true);

            assertThat(eye.grabber().name()).isEqualTo("x11-shm");
            assertThat(grab.format().width()).isEqualTo(640);
            assertThat(grab.format().height()).isEqualTo(480);
            assertThat(grab.valid()).containsExactly(new Rect(0, 0, 640, 480));
            assertThat(eye.pixel(0, 0)).isEqualTo(ORANGE);
            assertThat(eye.pixel(639, 479)).isEqualTo(ORANGE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStillScreenIsUnchangedAndOnlyChangedBandsAreFetched(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false, together)) {
            screen.run("xsetroot", "-solid", "#ff8000");
            eye.grab(true);
            eye.settle();
            assertThat(eye.look()).isFalse();

            try (BarcodeContent content =
                    BarcodeContent.start(
                            screen.display(),
                            ContentMode.STILL,
                            1,
                            "--geometry",
                            "400x100+10+200")) {
                eye.awaitChange();
                Grab grab = eye.grab(false);

                assertThat(grab.valid()).isNotEmpty();
                for (Rect band : grab.valid()) {
                    assertThat(band.y()).isGreaterThanOrEqualTo(192);
                    assertThat(band.y() + band.height()).isLessThanOrEqualTo(304);
                    assertThat(band.width()).isEqualTo(640);
                }
                assertThat(eye.pixel(60, 210)).isNotEqualTo(ORANGE);
                assertThat(content.shown()).isNotEmpty();
            }
        }
    }

    @Test
    void theNoticeTellsEachKindOfChangeAndNothingElse() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480, 800, 600);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), true)) {
            ChangeNotice notice = Objects.requireNonNull(eye.grabber().notice());
            Runnable quiet =
                    () -> Waits.eventually(LIMIT, "silence", () -> !notice.mayHaveChanged());
            quiet.run();
            assertThat(notice.mayHaveChanged()).isFalse();

            for (Runnable change :
                    List.<Runnable>of(
                            () -> screen.run("xsetroot", "-solid", "#ff8000"),
                            () -> screen.run("xsetroot", "-solid", "#008080"),
                            () -> screen.run("xdotool", "mousemove", "100", "100"),
                            () -> screen.run("xsetroot", "-cursor_name", "watch"),
                            () -> screen.resize(800, 600),
                            () -> screen.resize(640, 480))) {
                change.run();
                Waits.eventually(LIMIT, "the change is told", notice::mayHaveChanged);
                quiet.run();
            }
            eye.grabber().close();
            assertThat(notice.mayHaveChanged()).isTrue();
            assertThat(notice.quietUntil()).isEqualTo(Long.MIN_VALUE);
        }
    }

    /** The server's clock counts milliseconds. */
    @Test
    void theNoticeTellsWhenSomethingCameHoweverLateItIsAsked() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), true)) {
            ChangeNotice notice = Objects.requireNonNull(eye.grabber().notice());

            for (Runnable change :
                    List.<Runnable>of(
                            () -> screen.run("xsetroot", "-solid", "#ff8000"),
                            () -> screen.run("xsetroot", "-cursor_name", "watch"))) {
                Waits.eventually(LIMIT, "silence", () -> !notice.mayHaveChanged());
                long before = CLOCK.nanoTime();
                change.run();
                long after = CLOCK.nanoTime();
                Waits.pause(LONG_AFTER);

                long told = notice.await(CLOCK.nanoTime() + LIMIT.toNanos());

                assertThat(told).isBetween(before - 2 * MILLISECOND, after);
                assertThat(notice.mayHaveChanged()).as("and it is told").isTrue();
            }
        }
    }

    @Test
    void whoWaitsForAnAnnouncementIsWokenByItByOthersAndInTime() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false)) {
            ChangeNotice notice = Objects.requireNonNull(eye.grabber().notice());
            Waits.eventually(LIMIT, "silence", () -> !notice.mayHaveChanged());
            assertThat(notice.quietUntil()).as("without the pointer").isEqualTo(Long.MAX_VALUE);
            long until = CLOCK.nanoTime() + LONG_AFTER.toNanos();

            assertThat(notice.await(until)).as("nothing came").isEqualTo(until);
            assertThat(CLOCK.nanoTime()).isGreaterThanOrEqualTo(until);
            assertThat(notice.mayHaveChanged()).isFalse();

            assertWoken(notice, () -> screen.run("xsetroot", "-solid", "#ff8000"));
            assertThat(notice.mayHaveChanged()).isTrue();
            Waits.eventually(LIMIT, "silence", () -> !notice.mayHaveChanged());
            assertWoken(notice, notice::wake);
            assertThat(notice.mayHaveChanged()).isFalse();

            long woken = CLOCK.nanoTime();
            notice.wake();
            Waits.pause(LONG_AFTER);
            assertThat(notice.await(CLOCK.nanoTime() + LIMIT.toNanos()))
                    .as("before it waited")
                    .isBetween(woken, woken + LONG_AFTER.toNanos());
            until = CLOCK.nanoTime() + LONG_AFTER.toNanos();
            assertThat(notice.await(until)).as("once").isEqualTo(until);

            assertWoken(notice, eye.grabber()::close);
            assertThat(notice.mayHaveChanged()).isTrue();
        }
    }

    /** While another thread waits, as the capture thread does it. */
    private static void assertWoken(ChangeNotice notice, Runnable by) throws Exception {
        AtomicLong told = new AtomicLong();
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> told.set(notice.await(CLOCK.nanoTime() + LIMIT.toNanos())));
        Waits.pause(LONG_AFTER);
        assertThat(waiting.isAlive()).isTrue();
        long before = CLOCK.nanoTime();
        by.run();
        assertThat(waiting.join(LIMIT)).isTrue();
        assertThat(told.get()).isBetween(before - 2 * MILLISECOND, CLOCK.nanoTime());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damageOfATickThatDidNotGrabIsAddedToTheNext(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false, together)) {
            eye.grab(true);
            eye.settle();
            screen.run("xsetroot", "-solid", "#008080");
            eye.awaitChange();

            assertThat(eye.look()).as("still remembered").isTrue();
            eye.grab(false);

            assertThat(eye.pixel(320, 240)).isEqualTo(TEAL);
            assertThat(eye.look()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePointerIsDrawnWhereItIsAndItsMovementIsAChange(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), true, together)) {
            screen.run("xsetroot", "-solid", "#ff8000");
            screen.run("xdotool", "mousemove", "300", "300");
            eye.awaitChange();
            eye.grab(true);
            eye.settle();
            assertThat(eye.differsFrom(ORANGE, 295, 295, 320, 325)).isTrue();

            screen.run("xdotool", "mousemove", "100", "100");
            eye.awaitChange();
            eye.grab(false);

            assertThat(eye.differsFrom(ORANGE, 95, 95, 120, 125)).isTrue();
            assertThat(eye.differsFrom(ORANGE, 280, 280, 340, 340)).isFalse();
        }
    }

    @Test
    void withoutSharedMemoryThePicturesComeOverTheConnection() {
        try (VirtualScreen screen = VirtualScreen.without("MIT-SHM", 640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false)) {
            screen.run("xsetroot", "-solid", "#ff8000");

            eye.grab(true);

            assertThat(eye.grabber().name()).isEqualTo("x11");
            assertThat(eye.pixel(320, 240)).isEqualTo(ORANGE);
        }
    }

    @Test
    void withoutDamageEveryTickIsTakenForAChange() {
        try (VirtualScreen screen = VirtualScreen.without("DAMAGE", 640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false)) {
            eye.grab(true);

            assertThat(eye.grabber().announcesChange()).isFalse();
            assertThat(eye.look()).isTrue();
            assertThat(eye.grab(false).valid()).containsExactly(new Rect(0, 0, 640, 480));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScreenThatChangesItsSizeIsFollowed(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(1280, 720, 1280, 720);
                Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false, together)) {
            eye.grab(true);

            screen.resize(800, 600);
            Waits.eventually(LIMIT, "the new size", () -> eye.look() && eye.width() == 800);
            screen.run("xsetroot", "-solid", "#ff8000");
            Grab grab = eye.grab(true);

            assertThat(grab.format().height()).isEqualTo(600);
            assertThat(eye.pixel(799, 599)).isEqualTo(ORANGE);
        }
    }

    @Test
    void aMonitorIsFollowedByItsNameMissedWhileAwayAndFoundAgain() {
        try (VirtualScreen screen = VirtualScreen.start(1280, 480)) {
            screen.run("xrandr", "--setmonitor", "left", "640/160x480/120+0+0", "screen");
            screen.run("xrandr", "--setmonitor", "right", "640/160x480/120+640+0", "none");
            try (Eye eye = new Eye(screen, new CaptureTarget.Screen(2), false)) {
                eye.grab(true);
                assertThat(eye.width()).isEqualTo(640);

                screen.run("xrandr", "--delmonitor", "left");
                eye.grab(true);
                assertThat(eye.width()).as("the other one went").isEqualTo(640);

                screen.run("xrandr", "--delmonitor", "right");
                Waits.eventually(LIMIT, "its absence is told", eye::isTargetGone);

                screen.run("xrandr", "--setmonitor", "right", "600/160x480/120+640+0", "none");
                Waits.eventually(LIMIT, "it is found again", () -> !eye.isTargetGone());
                eye.grab(true);
                assertThat(eye.width()).isEqualTo(600);
            }
        }
    }

    @Test
    void aRegionIsClippedToTheScreenAndHasEvenSizes() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye eye = new Eye(screen, new CaptureTarget.Region(600, -20, 101, 102), false)) {
            Grab grab = eye.grab(true);

            assertThat(grab.format().width()).isEqualTo(40);
            assertThat(grab.format().height()).isEqualTo(82);
        }
    }

    @Test
    void whatDoesNotExistIsRefusedWithASentence() throws CaptureException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            assertRefused(
                    screen.display(),
                    new CaptureTarget.Screen(2),
                    CaptureException.Reason.UNKNOWN_SCREEN);
            assertRefused(
                    screen.display(),
                    new CaptureTarget.Region(640, 0, 10, 10),
                    CaptureException.Reason.REGION_OUTSIDE);
            assertRefused(":987", new CaptureTarget.Screen(1), CaptureException.Reason.NO_DISPLAY);
            try (X11Connection connection = X11Connection.open(screen.display())) {
                assertThat(connection.isXWayland()).isFalse();
                assertThat(connection.screens())
                        .containsExactly(
                                new ScreenInfo(
                                        1,
                                        connection.screens().getFirst().name(),
                                        0,
                                        0,
                                        640,
                                        480,
                                        connection.screens().getFirst().primary()));
            }
        }
    }

    @Test
    void noSharedMemoryIsLeftBehind() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            long before = sharedSegmentsOfThisProcess();
            try (Eye eye = new Eye(screen, new CaptureTarget.Screen(1), false)) {
                eye.grab(true);
                assertThat(sharedSegmentsOfThisProcess()).isGreaterThan(before);
            }
            // The server detaches when it comes to it.
            Waits.eventually(LIMIT, "it is gone", () -> sharedSegmentsOfThisProcess() <= before);
        }
    }

    @Test
    void twoGrabbersOnOneScreenDoNotDisturbEachOther() {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                Eye one = new Eye(screen, new CaptureTarget.Screen(1), true);
                Eye other = new Eye(screen, new CaptureTarget.Screen(1), true)) {
            one.grab(true);
            other.grab(true);
            screen.run("xsetroot", "-solid", "#008080");
            one.awaitChange();
            one.grab(false);
            other.awaitChange();
            other.grab(false);

            assertThat(one.pixel(500, 400)).isEqualTo(TEAL);
            assertThat(other.pixel(500, 400)).isEqualTo(TEAL);
        }
    }

    private static void assertRefused(
            String display, CaptureTarget target, CaptureException.Reason reason) {
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> X11Grabber.open(display, target, false, NanoClock.system()))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.getMessage()).endsWith(".");
                });
    }

    /** System V segments that this process made and that still exist. */
    private static long sharedSegmentsOfThisProcess() {
        String pid = Long.toString(ProcessHandle.current().pid());
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc/sysvipc/shm"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines.stream().skip(1).filter(line -> column(line).equals(pid)).count();
    }

    private static String column(String line) {
        return COLUMN.matcher(line)
                .results()
                .skip(CREATOR_COLUMN)
                .findFirst()
                .map(MatchResult::group)
                .orElse("");
    }
}

package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single windows on real X servers. Each test is the capture thread of its grabber. */
@Tag("beside")
@Timeout(600)
final class FollowedWindowIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int WIDTH = 400;
    private static final int HEIGHT = 120;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsOwnPictureIsTakenWhereverItIsAndWhateverLiesOverIt(boolean together) {
        try (VirtualScreen screen = VirtualScreen.start(900, 600);
                BarcodeContent content = still(screen, "400x120+30+40");
                Eye eye = new Eye(screen, window(screen), false, together)) {
            int[] shown = picture(eye);
            assertThat(differing(shown, pictureOf(screen, 30, 40))).isEmpty();
            assertThat(eye.grabber().area()).isEqualTo(new Rect(30, 40, WIDTH, HEIGHT));
            assertThat(eye.grabber().sight()).isEqualTo(Sight.SHOWN);
            eye.settle();

            screen.run("xdotool", "windowmove", id(screen), "437", "301");
            awaitPlace(eye, new Rect(437, 301, WIDTH, HEIGHT));
            assertThat(differing(picture(eye), shown)).isEmpty();
            assertThat(differing(shown, pictureOf(screen, 437, 301))).isEmpty();

            try (BarcodeContent cover = still(screen, "500x300+400+290")) {
                awaitSight(eye, Sight.COVERED);
                assertThat(differing(picture(eye), shown)).isEmpty();
                assertThat(differing(pictureOf(screen, 437, 301), shown))
                        .as("on the screen")
                        .isNotEmpty();
                assertThat(cover.shown()).isNotEmpty();
            }
            awaitSight(eye, Sight.SHOWN);
            screen.run("xdotool", "windowmove", id(screen), "-150", "-20");
            awaitPlace(eye, new Rect(-150, -20, WIDTH, HEIGHT));
            assertThat(differing(picture(eye), shown)).as("beyond the screen's edge").isEmpty();

            content.process().destroy();
            awaitSight(eye, Sight.CLOSED);
            assertThat(differing(picture(eye), shown)).as("the last one stays").isEmpty();
            assertThat(eye.grabber().area()).isNull();
        }
    }

    @Test
    void whatIsDrawnWhileItIsCoveredIsAnnounced() {
        try (VirtualScreen screen = VirtualScreen.start(900, 600);
                BarcodeContent content =
                        BarcodeContent.start(
                                screen.display(),
                                ContentMode.FULL,
                                5,
                                "--geometry",
                                "400x120+30+40")) {
            CaptureTarget.Window window = window(screen);
            try (BarcodeContent cover = still(screen, "900x600+0+0");
                    Eye eye = new Eye(screen, window, true)) {
                eye.settle();
                int[] before = picture(eye);
                eye.awaitChange();
                assertThat(differing(picture(eye), before)).isNotEmpty();
                assertThat(eye.grabber().announcesChange()).isTrue();
                assertThat(content.shown()).isNotEmpty();
                assertThat(cover.shown()).isNotEmpty();
            }
        }
    }

    @Test
    void aFramedWindowIsTakenWithItsFrameAndSurvivesIconAndNewSize() {
        try (VirtualScreen screen = VirtualScreen.start(900, 600)) {
            screen.windowManager();
            try (BarcodeContent content =
                            BarcodeContent.start(
                                    screen.display(),
                                    ContentMode.STILL,
                                    1,
                                    "--managed",
                                    "--geometry",
                                    "400x120+30+40");
                    Eye eye = new Eye(screen, window(screen), false)) {
                assertThat(content.shown()).isNotEmpty();
                assertThat(listed(screen))
                        .containsExactly(
                                new WindowInfo(
                                        window(screen).id(),
                                        "Lastframe barcodes",
                                        Objects.requireNonNull(eye.grabber().area())));
                Rect place = Objects.requireNonNull(eye.grabber().area());
                assertThat(place.height()).as("with a title").isGreaterThan(HEIGHT + 10);
                Waits.eventually(
                        LIMIT,
                        "its frame is painted",
                        () -> differing(picture(eye), pictureOf(screen, region(place))).isEmpty());
                int[] shown = picture(eye);

                screen.run("xdotool", "windowminimize", id(screen));
                awaitSight(eye, Sight.HIDDEN);
                assertThat(
                                differing(picture(eye), shown).stream()
                                        .filter(i -> isContent(i, place))
                                        .toList())
                        .as("the last one stays, in the colours of a frame without the focus")
                        .isEmpty();
                assertThat(eye.grabber().area()).isNull();

                screen.run("xdotool", "windowmap", id(screen));
                awaitSight(eye, Sight.SHOWN);
                screen.run("xdotool", "windowsize", id(screen), "501", "201");
                Waits.eventually(
                        LIMIT,
                        "the new size",
                        () -> {
                            eye.look();
                            return eye.width() >= 500;
                        });
                assertThat(eye.width() % 2).isZero();
                assertThat(eye.grabber().format().height() % 2).isZero();
                Rect larger = Objects.requireNonNull(eye.grabber().area());
                Waits.eventually(
                        LIMIT,
                        "it is painted",
                        () -> differing(picture(eye), pictureOf(screen, region(larger))).isEmpty());
            }
        }
    }

    @Test
    void thePointerIsDrawnWhereItIsOnTheWindow() {
        try (VirtualScreen screen = VirtualScreen.start(900, 600);
                BarcodeContent content = still(screen, "400x120+30+40");
                Eye eye = new Eye(screen, window(screen), true)) {
            screen.run("xdotool", "mousemove", "800", "500");
            eye.settle();
            int[] without = picture(eye);
            screen.run("xdotool", "mousemove", "330", "100");
            eye.awaitChange();
            assertThat(differing(without, picture(eye))).isSubsetOf(around(300, 60));

            screen.run("xdotool", "windowmove", id(screen), "130", "40");
            awaitPlace(eye, new Rect(130, 40, WIDTH, HEIGHT));
            assertThat(eye.look()).as("the pointer is elsewhere on it").isTrue();
            eye.grab(false);
            assertThat(differing(without, pixels(eye))).isSubsetOf(around(200, 60)).isNotEmpty();
            assertThat(content.shown()).isNotEmpty();
        }
    }

    @Test
    void whatCannotBeRecordedIsRefusedWithASentence() throws CaptureException {
        try (VirtualScreen screen = VirtualScreen.start(640, 480);
                BarcodeContent content = still(screen, "400x120+30+40")) {
            long id = window(screen).id();
            assertRefused(screen, 0x1234567, CaptureException.Reason.UNKNOWN_WINDOW);
            try (X11Connection connection = X11Connection.open(screen.display())) {
                assertRefused(screen, connection.root(), CaptureException.Reason.UNKNOWN_WINDOW);
            }
            screen.run("xdotool", "windowunmap", "--sync", Long.toString(id));
            assertRefused(screen, id, CaptureException.Reason.WINDOW_HIDDEN);
            assertThat(content.shown()).isNotEmpty();
        }
        try (VirtualScreen screen = VirtualScreen.without("Composite", 640, 480);
                BarcodeContent content = still(screen, "400x120+30+40")) {
            assertRefused(screen, window(screen).id(), CaptureException.Reason.GRAB_FAILED);
            assertThat(content.shown()).isNotEmpty();
        }
    }

    private static void assertRefused(
            VirtualScreen screen, long id, CaptureException.Reason reason) {
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() ->
                        X11Grabber.open(
                                screen.display(),
                                new CaptureTarget.Window(id),
                                false,
                                NanoClock.system()))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.getMessage()).endsWith(".");
                });
    }

    private static BarcodeContent still(VirtualScreen screen, String geometry) {
        return BarcodeContent.start(screen.display(), ContentMode.STILL, 1, "--geometry", geometry);
    }

    private static String id(VirtualScreen screen) {
        return screen.run("xdotool", "search", "--name", "Lastframe barcodes")
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private static CaptureTarget.Window window(VirtualScreen screen) {
        return new CaptureTarget.Window(Long.parseLong(id(screen)));
    }

    private static void awaitPlace(Eye eye, Rect place) {
        Waits.eventually(
                LIMIT,
                "it is at " + place,
                () -> {
                    eye.look();
                    return place.equals(eye.grabber().area());
                });
    }

    private static void awaitSight(Eye eye, Sight sight) {
        Waits.eventually(
                LIMIT,
                "it is " + sight,
                () -> {
                    eye.look();
                    return eye.grabber().sight() == sight;
                });
    }

    private static int[] picture(Eye eye) {
        eye.grab(true);
        return pixels(eye);
    }

    private static int[] pixels(Eye eye) {
        int width = eye.width();
        int[] pixels = new int[width * eye.grabber().format().height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = eye.pixel(i % width, i / width);
        }
        return pixels;
    }

    private static int[] pictureOf(VirtualScreen screen, int x, int y) {
        return pictureOf(screen, new CaptureTarget.Region(x, y, WIDTH, HEIGHT));
    }

    private static int[] pictureOf(VirtualScreen screen, CaptureTarget region) {
        try (Eye eye = new Eye(screen, region, false)) {
            return picture(eye);
        }
    }

    private static List<WindowInfo> listed(VirtualScreen screen) {
        try {
            return X11Windows.list(screen.display());
        } catch (CaptureException refused) {
            throw new AssertionError(refused);
        }
    }

    private static CaptureTarget.Region region(Rect place) {
        return new CaptureTarget.Region(place.x(), place.y(), place.width(), place.height());
    }

    /** Whether a pixel is clear of the frame. */
    private static boolean isContent(int pixel, Rect place) {
        int x = pixel % place.width();
        int y = pixel / place.width();
        return x > 10
                && x < place.width() - 10
                && y > place.height() - HEIGHT
                && y < place.height() - 10;
    }

    private static List<Integer> differing(int[] one, int[] other) {
        return IntStream.range(0, one.length).filter(i -> one[i] != other[i]).boxed().toList();
    }

    /** The pixels that a pointer at this place of the picture may touch. */
    private static List<Integer> around(int x, int y) {
        return IntStream.range(0, WIDTH * HEIGHT)
                .filter(i -> Math.abs(i % WIDTH - x) <= 32 && Math.abs(i / WIDTH - y) <= 32)
                .boxed()
                .toList();
    }
}

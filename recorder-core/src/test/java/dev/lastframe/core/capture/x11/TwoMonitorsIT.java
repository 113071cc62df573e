package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VirtualScreen;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two monitors of different sizes, the second left of the first: every target's picture is that of
 * FFmpeg's own {@code x11grab}, which knows nothing of monitors.
 */
@Tag("beside")
@Timeout(600)
final class TwoMonitorsIT {

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 600;

    @Test
    void screensRegionsAndWindowsShowExactlyTheirPixels() {
        try (VirtualScreen screen = VirtualScreen.start(WIDTH, HEIGHT)) {
            screen.run("xrandr", "--setmonitor", "*main", "640/160x480/120+460+120", "screen");
            screen.run("xrandr", "--setmonitor", "left", "460/120x600/150+0+0", "none");
            try (BarcodeContent across = content(screen, "401x151+300+200");
                    BarcodeContent there = content(screen, "300x100+700+400")) {
                assertThat(across.shown()).isNotEmpty();
                assertThat(there.shown()).isNotEmpty();
                int[] all = dump(screen);

                assertPicture(
                        screen, new CaptureTarget.Screen(1), all, new Rect(460, 120, 640, 480));
                assertPicture(screen, new CaptureTarget.Screen(2), all, new Rect(0, 0, 460, 600));
                assertPicture(
                        screen,
                        new CaptureTarget.Region(401, 190, 333, 97),
                        all,
                        new Rect(401, 190, 332, 96));
                assertPicture(
                        screen,
                        new CaptureTarget.Region(-40, -30, 200, 200),
                        all,
                        new Rect(0, 0, 160, 170));
                for (String id :
                        screen.run("xdotool", "search", "--name", "Lastframe barcodes")
                                .lines()
                                .toList()) {
                    try (Eye eye = eye(screen, new CaptureTarget.Window(Long.parseLong(id)))) {
                        Rect place = Objects.requireNonNull(eye.grabber().area());
                        assertSame(eye, all, place);
                    }
                }
            }
        }
    }

    private static void assertPicture(
            VirtualScreen screen, CaptureTarget target, int[] all, Rect place) {
        try (Eye eye = eye(screen, target)) {
            assertThat(eye.grabber().area()).isEqualTo(place);
            assertSame(eye, all, place);
        }
    }

    private static Eye eye(VirtualScreen screen, CaptureTarget target) {
        return new Eye(screen, target, false);
    }

    private static void assertSame(Eye eye, int[] all, Rect place) {
        eye.grab(true);
        int different = 0;
        for (int y = 0; y < place.height(); y++) {
            for (int x = 0; x < place.width(); x++) {
                if (eye.pixel(x, y) != all[(place.y() + y) * WIDTH + place.x() + x]) {
                    different++;
                }
            }
        }
        assertThat(different).as("pixels of " + place).isZero();
    }

    private static BarcodeContent content(VirtualScreen screen, String geometry) {
        return BarcodeContent.start(screen.display(), ContentMode.STILL, 1, "--geometry", geometry);
    }

    /** The root window's pixels, row by row. */
    private static int[] dump(VirtualScreen screen) {
        byte[] bytes =
                Ffmpeg.output(
                        List.of(
                                "-f",
                                "x11grab",
                                "-draw_mouse",
                                "0",
                                "-i",
                                screen.display(),
                                "-frames:v",
                                "1",
                                "-f",
                                "rawvideo",
                                "-pix_fmt",
                                "rgb24",
                                "-"));
        assertThat(bytes).hasSize(3 * WIDTH * HEIGHT);
        int[] found = new int[WIDTH * HEIGHT];
        for (int i = 0; i < found.length; i++) {
            found[i] =
                    (bytes[3 * i] & 0xff) << 16
                            | (bytes[3 * i + 1] & 0xff) << 8
                            | (bytes[3 * i + 2] & 0xff);
        }
        return found;
    }
}

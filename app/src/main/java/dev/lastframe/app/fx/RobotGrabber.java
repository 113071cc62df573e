package dev.lastframe.app.fx;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.time.NanoClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import org.jspecify.annotations.Nullable;

/**
 * The screen by JavaFX's robot, where nothing better exists. It is slow (45 ms for 1920x1080 on the
 * FX thread), knows nothing of changes and draws no pointer; the rate is adapted to what a picture
 * costs here. Called by the FX thread, which it holds for one capture.
 */
public final class RobotGrabber implements ScreenGrabber {

    /** The code is compiled meanwhile: the first capture takes three times as long as the tenth. */
    private static final long TRIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final CaptureTarget target;
    private final NanoClock clock;
    private final Robot robot = new Robot();
    private @Nullable WritableImage image;
    private RobotScreens.Area area;
    private FrameFormat format;
    private final int maxFps;

    private RobotGrabber(CaptureTarget target, NanoClock clock) throws CaptureException {
        this.target = target;
        this.clock = clock;
        this.area = RobotScreens.area(target);
        WritableImage first = capture();
        this.format = even(first);
        this.maxFps = affordable();
    }

    /** Opens it; a {@link GrabberSource}. The pointer is never drawn. */
    public static ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        return new RobotGrabber(target, clock);
    }

    @Override
    public FrameFormat format() {
        return format;
    }

    @Override
    public FrameMemory memory() {
        return FrameMemory.offHeap();
    }

    @Override
    public boolean look() throws CaptureException {
        RobotScreens.Area now = RobotScreens.area(target);
        if (!now.equals(area)) {
            area = now;
            image = null;
            format = even(capture());
        }
        return true;
    }

    @Override
    public Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException {
        WritableImage picture = capture();
        long capturedNanos = clock.nanoTime();
        if (picture.getWidth() < format.width() || picture.getHeight() < format.height()) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED, "The screen is changing its size.");
        }
        // screens are opaque, so premultiplied is plain, and what the image holds already
        picture.getPixelReader()
                .getPixels(
                        0,
                        0,
                        format.width(),
                        format.height(),
                        PixelFormat.getByteBgraPreInstance(),
                        slot.memory().asByteBuffer(),
                        format.strideBytes());
        return new Grab(format, capturedNanos, List.of(format.whole()));
    }

    @Override
    public boolean announcesChange() {
        return false;
    }

    @Override
    public void distrustAnnouncements() {
        // it announces nothing
    }

    @Override
    public String name() {
        return "robot";
    }

    @Override
    public boolean isFastest() {
        return false;
    }

    @Override
    public int maxFps() {
        return maxFps;
    }

    @Override
    public void close() {
        image = null;
    }

    private WritableImage capture() throws CaptureException {
        Rectangle2D at = area.logical();
        try {
            WritableImage taken =
                    robot.getScreenCapture(
                            image,
                            at.getMinX(),
                            at.getMinY(),
                            at.getWidth(),
                            at.getHeight(),
                            false);
            image = taken;
            return taken;
        } catch (RuntimeException refused) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED,
                    "The system gave no picture of the screen: allow Lastframe to record it.",
                    refused);
        }
    }

    /** The rate at which capturing takes half of the time, by the fastest of the first captures. */
    private int affordable() throws CaptureException {
        long begin = clock.nanoTime();
        long fastest = Long.MAX_VALUE;
        long now = begin;
        while (now - begin < TRIAL_NANOS) {
            capture();
            long after = clock.nanoTime();
            fastest = Math.min(fastest, Math.max(1, after - now));
            now = after;
        }
        return Math.clamp(TimeUnit.SECONDS.toNanos(1) / (2 * fastest), 1, RecordingRequest.MAX_FPS);
    }

    private static FrameFormat even(WritableImage picture) {
        return FrameFormat.packed((int) picture.getWidth() & ~1, (int) picture.getHeight() & ~1);
    }
}

package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.time.NanoClock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A screen that a person allowed to be recorded, once. */
final class AllowedScreen implements GrabberSource {

    private final AtomicReference<@Nullable ScreenGrabber> grabber;

    /**
     * @param grabber owned by this until it is opened
     */
    AllowedScreen(ScreenGrabber grabber) {
        this.grabber = new AtomicReference<>(grabber);
    }

    @Override
    public ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        ScreenGrabber allowed = grabber.getAndSet(null);
        if (allowed == null) {
            throw new CaptureException(
                    Reason.NOT_ALLOWED, "The desktop allowed one recording only: record again.");
        }
        return allowed;
    }

    @Override
    public void forget() {
        ScreenGrabber unwanted = grabber.getAndSet(null);
        if (unwanted != null) {
            unwanted.close();
        }
    }
}

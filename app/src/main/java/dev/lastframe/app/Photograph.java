package dev.lastframe.app;

import dev.lastframe.app.picker.ScreenPicture;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** One picture of a screen; immutable. */
final class Photograph {

    private final byte[] bgr0;
    private final FrameFormat format;

    private Photograph(byte[] bgr0, FrameFormat format) {
        this.bgr0 = bgr0;
        this.format = format;
    }

    /** Takes it on the calling thread, which is the grabber's. */
    static Photograph take(GrabberSource grabbers, int screen, boolean cursor)
            throws CaptureException {
        try (ScreenGrabber grabber =
                grabbers.open(new CaptureTarget.Screen(screen), cursor, NanoClock.system())) {
            FrameFormat format = grabber.format();
            try (FramePool pool = new FramePool(grabber.memory(), format.sizeBytes())) {
                FramePool.Slot slot = pool.tryAcquire(format);
                if (slot == null) {
                    throw lost();
                }
                try {
                    Grab grab = grabber.grab(slot, true);
                    if (!grab.format().equals(format)) {
                        throw lost();
                    }
                    byte[] pixels =
                            slot.memory()
                                    .asSlice(0, format.sizeBytes())
                                    .toArray(ValueLayout.JAVA_BYTE);
                    return new Photograph(pixels, format);
                } finally {
                    slot.giveBack();
                }
            }
        }
    }

    /** Writes it as PNG; see {@link PngFile}. Blocks. */
    void write(Path png) throws ExportException, InterruptedException {
        PngFile.of(bgr0, format.width(), format.height(), png);
    }

    /** The same for choosing on it. */
    ScreenPicture of(ScreenInfo screen) {
        return new ScreenPicture(screen, format.width(), format.height(), bgr0);
    }

    private static CaptureException lost() {
        return new CaptureException(
                CaptureException.Reason.GRAB_FAILED,
                "The screen changed its size while its picture was taken.");
    }
}

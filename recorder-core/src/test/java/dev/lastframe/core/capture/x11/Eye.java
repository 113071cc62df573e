package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A grabber with its pool and the last picture it took. The test's thread is its capture thread.
 */
final class Eye implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final X11Grabber grabber;
    private final FramePool pool;
    private FramePool.@Nullable Slot slot;

    Eye(VirtualScreen screen, CaptureTarget target, boolean cursor) {
        this(screen, target, cursor, true);
    }

    /**
     * @param together whether a tick's questions are asked together
     */
    Eye(VirtualScreen screen, CaptureTarget target, boolean cursor, boolean together) {
        Programs.require("xsetroot");
        try {
            grabber =
                    X11Grabber.open(screen.display(), target, cursor, together, NanoClock.system());
        } catch (CaptureException refused) {
            throw new AssertionError(refused);
        }
        pool = new FramePool(grabber.memory(), 64L * 1024 * 1024);
    }

    X11Grabber grabber() {
        return grabber;
    }

    int width() {
        return grabber.format().width();
    }

    boolean look() {
        try {
            return grabber.look();
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        }
    }

    boolean isTargetGone() {
        try {
            grabber.look();
            return false;
        } catch (CaptureException failed) {
            assertThat(failed.reason()).isEqualTo(CaptureException.Reason.TARGET_GONE);
            return true;
        }
    }

    void awaitChange() {
        Waits.eventually(LIMIT, "a change is announced", this::look);
    }

    /** Fetches until nothing is announced any more. */
    void settle() {
        Waits.eventually(
                LIMIT,
                "the screen is still",
                () -> {
                    if (look()) {
                        grab(false);
                        return false;
                    }
                    return true;
                });
    }

    Grab grab(boolean whole) {
        look();
        return grabUnseen(whole);
    }

    /** Without a look before. */
    Grab grabUnseen(boolean whole) {
        try {
            return tryGrab(whole);
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Into the same memory that the next picture is written to. */
    void rehearse() {
        FramePool.Slot current = slot;
        if (current == null) {
            throw new AssertionError("nothing was grabbed");
        }
        try {
            grabber.rehearse(current);
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        }
    }

    Grab tryGrab(boolean whole) throws CaptureException {
        FramePool.Slot current = slot;
        if (current == null || current.memory().byteSize() < grabber.format().sizeBytes()) {
            current = pool.tryAcquire(grabber.format());
        }
        if (current == null) {
            throw new AssertionError("no room in the pool");
        }
        slot = current;
        return grabber.grab(current, whole);
    }

    int pixel(int x, int y) {
        FramePool.Slot current = slot;
        if (current == null) {
            throw new AssertionError("nothing was grabbed");
        }
        long offset = (long) y * grabber.format().strideBytes() + 4L * x;
        return current.memory().get(JAVA_INT, offset) & 0xffffff;
    }

    boolean differsFrom(int rgb, int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (pixel(x, y) != rgb) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (slot != null) {
            slot.giveBack();
        }
        pool.close();
        grabber.close();
    }
}

package dev.lastframe.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A window of which each half can flash, and which knows when it did. Drawn by a thread of its own;
 * every method may be called by any.
 */
public final class FlashWindow implements AutoCloseable {

    private static final int DARK = 0x101010;
    private static final int BRIGHT = 0xf0f0f0;
    private static final long FLASH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** A half of the window. */
    public enum Half {
        LEFT(0),
        RIGHT(1);

        private final int place;

        Half(int place) {
            this.place = place;
        }

        /** Counted from the left. */
        int place() {
            return place;
        }
    }

    /**
     * A flash that was seen.
     *
     * @param shownNanos when it was on the screen, in {@code System.nanoTime()}
     * @param wantedNanos when it should have been
     */
    public record Flash(Half half, long shownNanos, long wantedNanos) {}

    private final ScheduledExecutorService painter =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("flashes").factory());
    private final List<Flash> flashes = new ArrayList<>();
    private final XWindow window;
    private final int width;
    private final int height;

    private FlashWindow(Geometry place) {
        this.window =
                CompletableFuture.supplyAsync(() -> new XWindow(place, false), painter).join();
        this.width = place.width() / 2;
        this.height = place.height();
        painter.execute(() -> {
            paint(Half.LEFT, DARK);
            paint(Half.RIGHT, DARK);
        });
    }

    /** Opens it on this process's display; returns when it is there. */
    public static FlashWindow open(Geometry place) {
        return new FlashWindow(place);
    }

    /** Has a half flash for a fifth of a second. */
    public void flash(Half half, long inNanos) {
        long wanted = System.nanoTime() + inNanos;
        var _ = painter.schedule(() -> flashNow(half, wanted), inNanos, TimeUnit.NANOSECONDS);
        var _ =
                painter.schedule(
                        () -> paint(half, DARK), inNanos + FLASH_NANOS, TimeUnit.NANOSECONDS);
    }

    private void flashNow(Half half, long wanted) {
        long before = System.nanoTime();
        paint(half, BRIGHT);
        long shown = before + (System.nanoTime() - before) / 2;
        synchronized (flashes) {
            flashes.add(new Flash(half, shown, wanted));
        }
    }

    private void paint(Half half, int rgb) {
        window.fill(window.drawable(), rgb, half.place() * width, 0, width, height);
        window.sync();
    }

    /** All flashes of a half so far, in order. */
    public List<Flash> flashes(Half half) {
        synchronized (flashes) {
            return flashes.stream().filter(flash -> flash.half() == half).toList();
        }
    }

    /** Takes it from the screen; no more flashes are due. */
    @Override
    public void close() {
        CompletableFuture.runAsync(window::close, painter).join();
        painter.shutdownNow();
    }
}

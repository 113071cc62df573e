package dev.lastframe.core.session;

import dev.lastframe.core.testing.PulseTone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A made screen that flashes while beeps are heard, and knows when it did: what a busy computer had
 * it do late is no fault of a recording. Drawn by a thread of its own; {@link #flash} may be called
 * by any.
 */
final class FlashingScreen implements AutoCloseable {

    private static final int DARK = 0x101010;
    private static final int BRIGHT = 0xf0f0f0;
    private static final long FLASH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** What was there for less is not expected to be seen. */
    private static final long LEAST_NANOS = FLASH_NANOS / 2;

    /**
     * A flash and its beep, by the content's own log, in {@code System.nanoTime()}.
     *
     * @param heardNanos when the beep was heard
     * @param shownNanos when the screen became bright
     * @param darkNanos when it was dark again
     */
    record Beat(long heardNanos, long shownNanos, long darkNanos) {

        /** Long enough for any recorder. */
        boolean isSeen() {
            return darkNanos - shownNanos >= LEAST_NANOS;
        }
    }

    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor();
    private final SyntheticGrabber screen;
    private final List<Beat> beats = new ArrayList<>();

    /** Used by the painter. */
    private long shownNanos;

    FlashingScreen(SyntheticGrabber screen) {
        this.screen = screen;
        screen.changes(false);
        screen.paint(DARK);
    }

    /** Flashes while a beep is heard that is heard at this moment. */
    void flash(long heardNanos) {
        long inNanos = heardNanos - System.nanoTime();
        var _ = painter.schedule(this::brighten, inNanos, TimeUnit.NANOSECONDS);
        var _ =
                painter.schedule(
                        () -> darken(heardNanos), inNanos + FLASH_NANOS, TimeUnit.NANOSECONDS);
    }

    private void brighten() {
        shownNanos = System.nanoTime();
        screen.paint(BRIGHT);
    }

    private void darken(long heardNanos) {
        screen.paint(DARK);
        synchronized (beats) {
            beats.add(new Beat(heardNanos, shownNanos, System.nanoTime()));
        }
    }

    /** All that are over, but for those that the tone itself was late with. */
    List<Beat> beats(PulseTone tone) {
        List<Long> slipped = tone.slipped();
        synchronized (beats) {
            return beats.stream().filter(beat -> !slipped.contains(beat.heardNanos)).toList();
        }
    }

    @Override
    public void close() {
        painter.shutdownNow();
    }
}

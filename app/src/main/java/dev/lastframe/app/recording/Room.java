package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.encode.Preset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The room that is left, and how long a recording can go on with it. Used by the FX thread. */
final class Room {

    /**
     * What the presets aim at in bits for a pixel; a busy screen comes near it, most stay far
     * below. The same figures as the encoder's settings.
     */
    private static final double INSTANT_BITS_PER_PIXEL = 0.1;

    private static final double STUDIO_BITS_PER_PIXEL = 0.2;
    private static final long LEAST_BITS_PER_SECOND = 1_000_000;
    private static final long MOST_BITS_PER_SECOND = 60_000_000;

    private final Executor background;
    private final Executor ui;
    private long freeBytes = FreeSpace.UNKNOWN;

    Room(Executor background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /** Looks the disk up in the background, and runs the task on the FX thread afterwards. */
    void look(Path folder, Runnable then) {
        CompletionStage<Long> looked =
                CompletableFuture.supplyAsync(() -> FreeSpace.of(folder), background);
        looked.thenAccept(bytes ->
                ui.execute(() -> {
                    freeBytes = bytes;
                    then.run();
                }));
    }

    /** A running recording looked; negative where it does not know. */
    void take(long bytes) {
        if (bytes >= 0) {
            freeBytes = bytes;
        }
    }

    /**
     * By the larger of the measured and the preset's rate, so that the promise is kept; empty while
     * the room is not known.
     *
     * @param measuredBytesPerSecond 0 where nothing was measured
     */
    Optional<Duration> left(long measuredBytesPerSecond, Options.Size size, Settings settings) {
        if (freeBytes < 0) {
            return Optional.empty();
        }
        long rate = Math.max(measuredBytesPerSecond, presetBytesPerSecond(size, settings));
        return Optional.of(Duration.ofSeconds(freeBytes / rate));
    }

    /** What the preset writes when the whole picture moves. */
    private static long presetBytesPerSecond(Options.Size size, Settings settings) {
        double perPixel =
                settings.preset() == Preset.STUDIO ? STUDIO_BITS_PER_PIXEL : INSTANT_BITS_PER_PIXEL;
        return Math.clamp(
                        (long) (perPixel * size.width() * size.height() * settings.fps()),
                        LEAST_BITS_PER_SECOND,
                        MOST_BITS_PER_SECOND)
                / 8;
    }
}

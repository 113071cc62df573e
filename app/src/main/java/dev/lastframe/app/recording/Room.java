package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.session.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The room that is left, and how long a recording can go on with it. Used by the FX thread. */
final class Room {

    /** Less time than this is worth a look. */
    private static final Duration AMBER = Duration.ofMinutes(10);

    /** Less than this is trouble. */
    private static final Duration TROUBLE = Duration.ofMinutes(2);

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
        return Optional.of(
                Duration.ofSeconds(Math.max(0, freeBytes - Recording.LEAST_FREE_BYTES) / rate));
    }

    /** How loud the time that is left is. */
    static MissedAlarm.Level level(Optional<Duration> left) {
        if (left.isEmpty() || left.get().compareTo(AMBER) >= 0) {
            return MissedAlarm.Level.CALM;
        }
        return left.get().compareTo(TROUBLE) < 0
                ? MissedAlarm.Level.TROUBLE
                : MissedAlarm.Level.AMBER;
    }

    /** What the preset writes when the whole picture moves. */
    private static long presetBytesPerSecond(Options.Size size, Settings settings) {
        return settings.preset().bitsPerSecond(size.width(), size.height(), settings.fps())
                / Byte.SIZE;
    }
}

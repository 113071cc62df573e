package dev.lastframe.app.crash;

import dev.lastframe.app.cli.BarcodeRecordingIT;
import java.nio.file.Path;

/**
 * What a kill left, before recovery. Times are {@code System.nanoTime()}, which all processes
 * share.
 *
 * @param folder holds this recording and nothing else
 * @param video the name that was asked for
 * @param stopNanos just before the stop was asked for, or {@code Long.MAX_VALUE}
 * @param killNanos just before SIGKILL was sent
 * @param exitCode 137, unless the process had ended by itself
 * @param bytes of the unpublished recording
 * @param published whether the recording had its name when it was killed
 * @param otherCores how many cores' worth of time other programs took while it recorded
 */
record Killed(
        KillPlan plan,
        Path folder,
        Path video,
        long stopNanos,
        long killNanos,
        int exitCode,
        long bytes,
        boolean published,
        double otherCores) {

    private static final int BY_SIGKILL = 128 + 9;

    /** Whether it was not over before it was killed. */
    boolean inTime() {
        return exitCode == BY_SIGKILL;
    }

    /** Until when changes of the screen belong into the recording. */
    long endNanos() {
        return Math.min(stopNanos, killNanos);
    }

    /** No byte had been written. */
    boolean empty() {
        return bytes == 0 && !published;
    }

    Path growing() {
        return BarcodeRecordingIT.growing(video);
    }

    Path events() {
        return BarcodeRecordingIT.events(video);
    }

    /** Where it really was when it was killed: chance may take it past the phase that was meant. */
    Phase phase() {
        if (empty()) {
            return Phase.START_UP;
        }
        return switch (plan.phase()) {
            case START_UP, FIRST_FRAME -> Phase.FIRST_FRAME;
            case STOPPING, PUBLISHING -> published ? Phase.PUBLISHING : Phase.STOPPING;
            case STEADY -> Phase.STEADY;
            case RECOVERING -> Phase.RECOVERING;
        };
    }
}

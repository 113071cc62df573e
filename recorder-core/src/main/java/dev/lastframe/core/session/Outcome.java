package dev.lastframe.core.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a recording ended.
 *
 * @param result what became of it
 * @param reason why it was cut, is empty or failed; empty when saved, unless what was recorded
 *     ended
 * @param sentence for a person: what failed and what to do; empty where there is no reason
 * @param files the published parts, in order; where publishing failed, the temporary file
 * @param status the last status; {@code inFlight} is 0
 */
public record Outcome(
        Result result,
        Optional<Reason> reason,
        String sentence,
        List<Path> files,
        RecordingStatus status) {

    /** What became of a recording. */
    public enum Result {
        /** Published, whole. */
        SAVED,
        /** Published, but cut short or a part lost. */
        CUT,
        /** Nothing was captured; no file is left. */
        EMPTY,
        /** Nothing could be saved. */
        FAILED
    }

    /** Why a recording is not simply saved; constants that others decide by. */
    public enum Reason {
        NO_DISPLAY,
        /** A Wayland session that lacks what its screen could be recorded with. */
        WAYLAND,
        /** The person or the desktop did not allow the screen to be recorded. */
        NOT_ALLOWED,
        UNKNOWN_SCREEN,
        REGION_OUTSIDE,
        UNKNOWN_WINDOW,
        /** The window to record is minimised, or on another desktop. */
        WINDOW_HIDDEN,
        /** The recorded window was closed; the recording is saved, whole. */
        WINDOW_CLOSED,
        CAPTURE_FAILED,
        /** The X server went away under the recording. */
        DISPLAY_LOST,
        /** The recorded screen was unplugged, or its stream ended, and did not come back. */
        SCREEN_GONE,
        NOTHING_CAPTURED,
        ENCODER_UNKNOWN,
        ENCODER_REJECTED,
        ENCODER_FAILED,
        ENCODER_HUNG,
        FOLDER_MISSING,
        FOLDER_UNWRITABLE,
        OUTPUT_EXISTS,
        DISK_FULL,
        QUOTA,
        READ_ONLY,
        IO_ERROR,
        FOLDER_GONE,
        WRITE_FAILED,
        INTERNAL
    }
}

package dev.lastframe.core.session;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Why a recording is not simply saved.
 *
 * @param reason for programs
 * @param sentence for a person: what failed, and what to do
 */
record Failure(Reason reason, String sentence) {

    static Failure of(CaptureException refused) {
        Reason reason =
                switch (refused.reason()) {
                    case NO_DISPLAY -> Reason.NO_DISPLAY;
                    case WAYLAND -> Reason.WAYLAND;
                    case NOT_ALLOWED -> Reason.NOT_ALLOWED;
                    case UNKNOWN_SCREEN -> Reason.UNKNOWN_SCREEN;
                    case REGION_OUTSIDE -> Reason.REGION_OUTSIDE;
                    case UNKNOWN_WINDOW -> Reason.UNKNOWN_WINDOW;
                    case WINDOW_HIDDEN -> Reason.WINDOW_HIDDEN;
                    case GRAB_FAILED -> Reason.CAPTURE_FAILED;
                    case TARGET_GONE -> Reason.SCREEN_GONE;
                };
        return new Failure(reason, String.valueOf(refused.getMessage()));
    }

    static Failure of(EncoderException refused) {
        Reason reason =
                switch (refused.reason()) {
                    case UNKNOWN -> Reason.ENCODER_UNKNOWN;
                    case REJECTED -> Reason.ENCODER_REJECTED;
                    case FAILED -> Reason.ENCODER_FAILED;
                };
        return new Failure(reason, String.valueOf(refused.getMessage()));
    }

    static Failure of(StorageException refused) {
        Reason reason =
                switch (refused.reason()) {
                    case FOLDER_MISSING -> Reason.FOLDER_MISSING;
                    case FOLDER_UNWRITABLE -> Reason.FOLDER_UNWRITABLE;
                    case OUTPUT_EXISTS -> Reason.OUTPUT_EXISTS;
                    case DISK_FULL -> Reason.DISK_FULL;
                    case QUOTA -> Reason.QUOTA;
                    case READ_ONLY -> Reason.READ_ONLY;
                    case IO_ERROR -> Reason.IO_ERROR;
                    case FOLDER_GONE -> Reason.FOLDER_GONE;
                    case WRITE_FAILED -> Reason.WRITE_FAILED;
                };
        return new Failure(reason, String.valueOf(refused.getMessage()));
    }

    static Failure displayLost() {
        return new Failure(
                Reason.DISPLAY_LOST,
                "The display went away, and the recording with it; everything until then is saved."
                        + " Log in again and record again.");
    }

    /** The same, of a recording that has nothing to save yet. */
    Failure beforeAnything() {
        return switch (reason) {
            case DISPLAY_LOST ->
                    new Failure(
                            reason,
                            "The display went away before anything was recorded. Log in again and"
                                    + " record again.");
            case SCREEN_GONE ->
                    new Failure(
                            reason,
                            "The screen went away before anything was recorded: record again, or"
                                    + " choose another screen.");
            default -> this;
        };
    }

    /**
     * What was recorded went away for good.
     *
     * @param why a sentence of its source's, which says what to do
     */
    static Failure screenGone(String why) {
        return new Failure(
                Reason.SCREEN_GONE,
                "What was recorded went away and did not come back; everything until then is saved. "
                        + why);
    }

    /** There is nothing more to record, and nothing is missing. */
    static Failure windowClosed() {
        return new Failure(
                Reason.WINDOW_CLOSED,
                "The recorded window was closed, and the recording ended with it.");
    }

    /** Whether it is the end of what was recorded, which takes nothing from the recording. */
    static boolean isClean(@Nullable Failure failure) {
        return failure != null && failure.reason == Reason.WINDOW_CLOSED;
    }

    /** Whether no picture can be taken any more, not even a last one. */
    static boolean isDisplayLost(@Nullable Failure failure) {
        return failure != null && failure.reason == Reason.DISPLAY_LOST;
    }

    /** A fault of the program ended it. */
    static Failure of(Fault fault) {
        return new Failure(
                Reason.INTERNAL,
                "Lastframe had a fault of its own (code "
                        + fault.code()
                        + ") and stopped; what was recorded until then is kept. Record again.");
    }
}

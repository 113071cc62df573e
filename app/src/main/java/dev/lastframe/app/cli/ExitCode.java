package dev.lastframe.app.cli;

import dev.lastframe.core.session.Outcome;

/** The process's exit codes; others rely on them. */
final class ExitCode {

    static final int SAVED = 0;
    static final int FAULT = 1;
    static final int USAGE = 2;
    static final int NOTHING_CAPTURED = 3;
    static final int NOTHING_WRITTEN = 4;
    static final int CUT = 5;
    static final int TOO_LARGE = 6;

    private ExitCode() {}

    static int of(Outcome outcome) {
        return of(outcome, false);
    }

    /**
     * The code of an outcome.
     *
     * @param encoderNamed whether a person chose the encoder, and may have chosen wrongly
     */
    static int of(Outcome outcome, boolean encoderNamed) {
        return switch (outcome.result()) {
            case SAVED -> SAVED;
            case CUT -> CUT;
            case EMPTY -> NOTHING_CAPTURED;
            case FAILED -> outcome.reason().map(r -> ofFailure(r, encoderNamed)).orElse(FAULT);
        };
    }

    private static int ofFailure(Outcome.Reason reason, boolean encoderNamed) {
        return switch (reason) {
            case UNKNOWN_SCREEN, REGION_OUTSIDE, UNKNOWN_WINDOW, ENCODER_UNKNOWN, OUTPUT_EXISTS ->
                    USAGE;
            case ENCODER_REJECTED -> encoderNamed ? USAGE : FAULT;
            case NO_DISPLAY,
                    WAYLAND,
                    NOT_ALLOWED,
                    WINDOW_HIDDEN,
                    WINDOW_CLOSED,
                    CAPTURE_FAILED,
                    DISPLAY_LOST,
                    SCREEN_GONE,
                    NOTHING_CAPTURED ->
                    NOTHING_CAPTURED;
            case FOLDER_MISSING,
                    FOLDER_UNWRITABLE,
                    DISK_FULL,
                    QUOTA,
                    READ_ONLY,
                    IO_ERROR,
                    FOLDER_GONE,
                    WRITE_FAILED ->
                    NOTHING_WRITTEN;
            case ENCODER_FAILED, ENCODER_HUNG, INTERNAL -> FAULT;
        };
    }
}

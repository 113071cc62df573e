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

    private ExitCode() {}

    static int of(Outcome outcome) {
        return switch (outcome.result()) {
            case SAVED -> SAVED;
            case CUT -> CUT;
            case EMPTY -> NOTHING_CAPTURED;
            case FAILED -> outcome.reason().map(ExitCode::ofFailure).orElse(FAULT);
        };
    }

    private static int ofFailure(Outcome.Reason reason) {
        return switch (reason) {
            case UNKNOWN_SCREEN, REGION_OUTSIDE, ENCODER_UNKNOWN, ENCODER_REJECTED, OUTPUT_EXISTS ->
                    USAGE;
            case NO_DISPLAY, WAYLAND, CAPTURE_FAILED, NOTHING_CAPTURED -> NOTHING_CAPTURED;
            case FOLDER_MISSING, FOLDER_UNWRITABLE, DISK_FULL, READ_ONLY, WRITE_FAILED ->
                    NOTHING_WRITTEN;
            case ENCODER_FAILED, ENCODER_HUNG, INTERNAL -> FAULT;
        };
    }
}

package dev.lastframe.app.recording;

import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.Outcome;
import java.util.Optional;

/** Says how a recording ended. */
final class EndTexts {

    private final Words words;

    EndTexts(Words words) {
        this.words = words;
    }

    /** One line for under the button. */
    String line(Outcome outcome) {
        String length = words.formats().duration(outcome.status().elapsed());
        return switch (outcome.result()) {
            case SAVED -> saved(outcome.status().ledger(), length);
            case CUT -> words.text("end.cut", length);
            case EMPTY -> words.text("end.empty");
            case FAILED -> words.text("end.failed");
        };
    }

    /** What stands in the window until it is closed; empty where all is well. */
    Optional<Banner> banner(Outcome outcome) {
        return outcome.reason()
                .filter(reason -> reason != Outcome.Reason.NOTHING_CAPTURED)
                .map(reason ->
                        new Banner(
                                outcome.sentence(),
                                action(reason),
                                outcome.files().stream().findFirst(),
                                reason.name()));
    }

    private String saved(LedgerSnapshot ledger, String length) {
        if (ledger.missed() > 0) {
            return words.text(
                    "end.savedMissed",
                    length,
                    words.number(ledger.missed()),
                    words.number(ledger.ticks()));
        }
        return ledger.unverified() == 0
                ? words.text("end.savedWhole", length)
                : words.text("end.savedUnverified", length, words.number(ledger.unverified()));
    }

    private static Banner.Action action(Outcome.Reason reason) {
        return switch (reason) {
            case FOLDER_MISSING,
                    FOLDER_UNWRITABLE,
                    DISK_FULL,
                    QUOTA,
                    READ_ONLY,
                    IO_ERROR,
                    FOLDER_GONE,
                    WRITE_FAILED ->
                    Banner.Action.CHOOSE_FOLDER;
            case UNKNOWN_SCREEN -> Banner.Action.CHOOSE_SCREEN;
            case REGION_OUTSIDE -> Banner.Action.CHANGE_REGION;
            case UNKNOWN_WINDOW, WINDOW_CLOSED -> Banner.Action.NONE;
            case NO_DISPLAY, WAYLAND, DISPLAY_LOST, SCREEN_GONE -> Banner.Action.LOOK_AGAIN;
            case WINDOW_HIDDEN,
                    NOT_ALLOWED,
                    CAPTURE_FAILED,
                    ENCODER_FAILED,
                    ENCODER_HUNG,
                    ENCODER_REJECTED,
                    OUTPUT_EXISTS,
                    INTERNAL ->
                    Banner.Action.RECORD_AGAIN;
            case NOTHING_CAPTURED, ENCODER_UNKNOWN -> Banner.Action.NONE;
        };
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.Outcome.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "SAVED,,0",
        "CUT,DISK_FULL,5",
        "CUT,ENCODER_HUNG,5",
        "EMPTY,NOTHING_CAPTURED,3",
        "FAILED,NO_DISPLAY,3",
        "FAILED,WAYLAND,3",
        "FAILED,NOT_ALLOWED,3",
        "FAILED,UNKNOWN_SCREEN,2",
        "FAILED,REGION_OUTSIDE,2",
        "FAILED,UNKNOWN_WINDOW,2",
        "FAILED,WINDOW_HIDDEN,3",
        "SAVED,WINDOW_CLOSED,0",
        "FAILED,ENCODER_UNKNOWN,2",
        "FAILED,OUTPUT_EXISTS,2",
        "FAILED,ENCODER_REJECTED,1",
        "FAILED,FOLDER_MISSING,4",
        "FAILED,FOLDER_UNWRITABLE,4",
        "FAILED,DISK_FULL,4",
        "FAILED,QUOTA,4",
        "FAILED,IO_ERROR,4",
        "FAILED,FOLDER_GONE,4",
        "FAILED,DISPLAY_LOST,3",
        "FAILED,SCREEN_GONE,3",
        "CUT,DISPLAY_LOST,5",
        "FAILED,INTERNAL,1",
        "FAILED,ENCODER_FAILED,1"
    })
    void eachOutcomeHasTheContractsCode(Result result, Reason reason, int code) {
        Outcome none = OutcomeJson.refused(Reason.INTERNAL, "", List.of());

        Outcome outcome =
                new Outcome(result, Optional.ofNullable(reason), "", List.of(), none.status());

        assertThat(ExitCode.of(outcome)).isEqualTo(code);
    }
}

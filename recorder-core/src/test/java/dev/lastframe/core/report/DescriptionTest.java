package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DescriptionTest {

    private static final Stretch STRETCH = new Stretch(5_000_000, 35_000_000);

    @Test
    void stepsAreDraftedFromWhatAPersonDid() {
        List<String> steps =
                steps(
                        "{\"t\":4000000,\"type\":\"click\",\"x\":1,\"y\":1,\"button\":\"left\"}",
                        "{\"t\":6000000,\"type\":\"focus\",\"application\":\"xterm\"}",
                        "{\"t\":17100000,\"type\":\"click\",\"x\":640,\"y\":360,\"button\":\"left\",\"state\":\"down\"}",
                        "{\"t\":17150000,\"type\":\"click\",\"x\":640,\"y\":360,\"button\":\"left\",\"state\":\"up\"}",
                        "{\"t\":17300000,\"type\":\"click\",\"x\":640,\"y\":360,\"button\":\"left\",\"state\":\"down\"}",
                        "{\"t\":18000000,\"type\":\"key\",\"key\":\"Ctrl+S\"}",
                        "{\"t\":19000000,\"type\":\"mark\",\"text\":\"here\"}");

        assertThat(steps)
                .containsExactly(
                        "0:01 go to xterm",
                        "0:12 click left at 640,360 in xterm, 2 times",
                        "0:13 press Ctrl+S in xterm",
                        "0:14 mark: here");
    }

    @Test
    void whatWasDoneWithThisProgramIsNoStep() {
        List<String> steps =
                steps(
                        "{\"t\":6000000,\"type\":\"focus\",\"application\":\"Lastframe\"}",
                        "{\"t\":6100000,\"type\":\"key\",\"key\":\"F8\"}",
                        "{\"t\":6200000,\"type\":\"click\",\"x\":1,\"y\":2,\"state\":\"down\"}",
                        "{\"t\":7000000,\"type\":\"focus\",\"application\":\"Shop\"}",
                        "{\"t\":8000000,\"type\":\"click\",\"x\":3,\"y\":4,\"state\":\"down\",\"application\":\"Lastframe\"}",
                        "{\"t\":8100000,\"type\":\"focus\",\"application\":\"Lastframe\"}",
                        "{\"t\":9000000,\"type\":\"focus\",\"application\":\"Shop\"}",
                        "{\"t\":10000000,\"type\":\"key\",\"key\":\"F5\"}",
                        "{\"t\":11000000,\"type\":\"key\",\"key\":\"Super+F12\"}");

        assertThat(steps).containsExactly("0:02 go to Shop", "0:05 press F5 in Shop");
    }

    @Test
    void aClickIsInTheWindowUnderThePointerAlsoWhereThatNeverTakesTheFocus() {
        List<String> steps =
                steps(
                        "{\"t\":6000000,\"type\":\"focus\",\"application\":\"Lastframe\"}",
                        "{\"t\":7000000,\"type\":\"click\",\"x\":1,\"y\":2,\"state\":\"down\",\"application\":\"Shop\"}",
                        "{\"t\":7100000,\"type\":\"focus\",\"application\":\"Shop\"}",
                        "{\"t\":8000000,\"type\":\"click\",\"x\":3,\"y\":4,\"state\":\"down\",\"application\":\"Frozen\"}");

        assertThat(steps)
                .containsExactly(
                        "0:02 click left at 1,2 in Shop", "0:03 click left at 3,4 in Frozen");
    }

    @Test
    void theDescriptionIsReadyToPaste() {
        String text =
                new Description("Saving hangs", "Nothing happened.", "")
                        .markdown(
                                new Drafted(
                                        "xterm",
                                        STRETCH,
                                        List.of("0:12 click left at 640,360 in xterm"),
                                        List.of(),
                                        List.of("0:03 the screen changed 20 times a second"),
                                        List.of("0:12 `disk full`"),
                                        List.of("0 of 900 ticks missed.")),
                                Optional.empty(),
                                List.of("Look at it yourself."));

        assertThat(text)
                .isEqualTo(
                        """
                        # Saving hangs

                        ## What happened

                        Nothing happened.

                        ## What was expected

                        (write here what was expected)

                        ## Steps

                        1. 0:12 click left at 640,360 in xterm

                        ## Without rest

                        - 0:03 the screen changed 20 times a second

                        ## From the application's log

                        - 0:12 `disk full`

                        ## Numbers

                        - 0 of 900 ticks missed.

                        ## Private

                        - Look at it yourself.
                        """);
    }

    private static List<String> steps(String... lines) {
        return Steps.of(
                STRETCH,
                Stream.of(lines).map(l -> EventLine.parse(l).orElseThrow()).toList(),
                Set.of("Super+F12"),
                "");
    }
}

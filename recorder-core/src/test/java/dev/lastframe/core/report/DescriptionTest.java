package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
    void theDescriptionIsReadyToPaste() {
        String text =
                new Description("Saving hangs", "Nothing happened.", "")
                        .markdown(
                                new Drafted(
                                        "xterm",
                                        STRETCH,
                                        List.of("0:12 click left at 640,360 in xterm"),
                                        List.of(),
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

                        ## Numbers

                        - 0 of 900 ticks missed.

                        ## Private

                        - Look at it yourself.
                        """);
    }

    private static List<String> steps(String... lines) {
        return Steps.of(
                STRETCH, Stream.of(lines).map(l -> EventLine.parse(l).orElseThrow()).toList(), "");
    }
}

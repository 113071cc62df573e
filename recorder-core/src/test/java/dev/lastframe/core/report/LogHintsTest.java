package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LogHintsTest {

    private static final Stretch STRETCH = new Stretch(10_000_000, 40_000_000);

    private final List<EventLine> told = new ArrayList<>();

    @Test
    void faultsAndAnswersAreTakenInOrderAndWhereAFaultWasIsNot() {
        says(11, "started");
        says(12, "java.lang.IllegalStateException: no `cart`");
        says(12, "\tat shop.Cart.add(Cart.java:3)");
        does(20, "click", "\"state\":\"down\"");
        says(20.2, "Delete was pressed");
        says(20.3, "item 3 is gone");
        says(20.4, "and more");
        says(30, "still there");

        assertThat(hints())
                .containsExactly(
                        "0:02 `java.lang.IllegalStateException: no 'cart'`",
                        "0:10 `Delete was pressed`",
                        "0:10 `item 3 is gone`");
    }

    @Test
    void theAnswersToTheLastThingsAreKeptAndLongLinesAreCut() {
        for (int i = 0; i < 20; i++) {
            does(11 + i, "key", "\"key\":\"F5\"");
            says(11.1 + i, "answer " + i + " " + "x".repeat(500));
        }

        List<String> hints = hints();

        assertThat(hints).hasSize(8).allMatch(hint -> hint.length() < 220);
        assertThat(hints.getFirst()).contains("answer 12 ");
        assertThat(hints.getLast()).contains("answer 19 ").endsWith("…`");
    }

    @Test
    void whatWasDoneInThisProgramOrBeforeTheStretchHasNoAnswer() {
        says(9, "Error: long ago");
        does(12, "click", "\"state\":\"down\",\"application\":\"Lastframe\"");
        says(12.1, "a line like any other");
        does(14, "key", "\"key\":\"Super+F8\"");
        says(14.1, "another line like any other");

        assertThat(hints()).isEmpty();
    }

    @Test
    void aScreenThatChangesAllTheTimeWithoutInputIsNamed() {
        for (int second = 11; second < 20; second++) {
            boolean flickers = second >= 13 && second < 17;
            told.add(
                    line(
                            second + 1,
                            "screen",
                            "\"from\":"
                                    + second
                                    + "000000,\"ticks\":30,\"changed\":"
                                    + (flickers ? 20 : 1)));
        }

        assertThat(restless("x11"))
                .containsExactly(
                        "0:03 the screen changed 20 times a second for 4.0 s without a click, a"
                                + " shortcut or a move of the pointer (typing is never recorded)");
        assertThat(restless("x11", 15_500_000L))
                .as("the pointer moved")
                .hasSize(1)
                .allMatch(sentence -> sentence.contains(" for 2.0 s "));
        assertThat(restless("off")).as("nobody knows").isEmpty();
        assertThat(restless("none")).isEmpty();
        does(15.5, "click", "\"state\":\"down\"");
        assertThat(restless("x11")).noneMatch(sentence -> sentence.contains("4.0 s"));
    }

    /** What changed before the stretch is no part of its rate, nor is its first second. */
    @Test
    void howOftenItChangedIsOfTheStretchAlone() {
        for (int second = 9; second < 14; second++) {
            told.add(
                    line(
                            second + 1,
                            "screen",
                            "\"from\":" + second + "000000,\"ticks\":30,\"changed\":20"));
        }

        assertThat(restless("x11"))
                .hasSize(1)
                .allMatch(sentence -> sentence.startsWith("0:01 the screen changed 20 times"));
    }

    private List<String> restless(String input, Long... pointerMicros) {
        List<EventLine> all = new ArrayList<>();
        all.add(line(0, "start", "\"input\":\"" + input + "\""));
        all.addAll(told);
        return Restless.in(
                STRETCH,
                new StretchEvents(
                        "",
                        "",
                        all,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        List.of(pointerMicros),
                        true));
    }

    private List<String> hints() {
        return LogHints.in(STRETCH, told, Asked.in(told, Set.of("Super+F8"), ""));
    }

    private void says(double second, String text) {
        told.add(line(second, "log", "\"line\":" + EventLine.JSON.valueToTree(text)));
    }

    private void does(double second, String type, String fields) {
        told.add(line(second, type, fields));
    }

    private static EventLine line(double second, String type, String fields) {
        String json =
                "{\"t\":" + Math.round(second * 1e6) + ",\"type\":\"" + type + "\"," + fields + "}";
        return EventLine.parse(json).orElseThrow();
    }
}

package dev.lastframe.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a person's doing becomes a line. */
final class InputLinesTest {

    private final List<String> lines = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable Rect area = new Rect(100, 50, 400, 300);
    private boolean inThePicture = true;
    private boolean over;
    private final InputLines input = new InputLines(() -> area, new Kept());

    @Test
    void positionsAreThoseOfThePictureAndOnlyWhatLiesInIt() {
        input.input(new InputEvent.Pointer(ms(0), 100, 50));
        input.input(new InputEvent.Pointer(ms(40), 499, 349));
        input.input(new InputEvent.Pointer(ms(80), 500, 349));
        input.input(new InputEvent.Pointer(ms(120), 99, 60));
        input.input(new InputEvent.Button(ms(130), 99, 60, "left", true, ""));
        input.input(new InputEvent.Button(ms(140), 110, 60, "left", false, ""));
        assertThat(lines)
                .containsExactly(
                        "pointer {\"x\":0,\"y\":0}",
                        "pointer {\"x\":399,\"y\":299}",
                        "click {\"x\":10,\"y\":10,\"button\":\"left\",\"state\":\"up\"}");
    }

    @Test
    void aMonitorToTheLeftOfTheFirstHasNegativeOffsets() {
        area = new Rect(-1920, -200, 1920, 1080);
        input.input(new InputEvent.Pointer(ms(0), -1900, -190));
        input.input(new InputEvent.Pointer(ms(50), 5, -190));
        input.input(key(ms(60), "F5", new Rect(-100, 0, 250, 100)));
        input.input(key(ms(70), "F6", new Rect(-200, 0, 250, 100)));
        assertThat(lines).containsExactly("pointer {\"x\":20,\"y\":10}", "key {\"key\":\"F6\"}");
    }

    @Test
    void nothingIsKeptWhileTheScreenIsGone() {
        area = null;
        input.input(new InputEvent.Pointer(ms(0), 110, 60));
        input.input(key(ms(1), "F5", new Rect(110, 60, 10, 10)));
        input.input(focus(ms(2), "App", new Rect(110, 60, 10, 10)));
        assertThat(lines).isEmpty();
    }

    @Test
    void positionsComeAtMostThirtyTimesASecondAndTheLastIsNotLost() {
        int offered = 0;
        for (long t = 0; t < 1000; t++) {
            input.input(new InputEvent.Pointer(ms(t), 100 + (int) (t % 400), 60));
            offered++;
        }
        assertThat(offered).isEqualTo(1000);
        assertThat(lines).hasSizeBetween(29, 30);
        assertThat(input.passed(ms(1100))).isFalse();
        assertThat(lines.getLast()).isEqualTo("pointer {\"x\":199,\"y\":10}");
        int before = lines.size();
        input.input(new InputEvent.Pointer(ms(2000), 299, 60));
        assertThat(lines).as("it did not move").hasSize(before);
    }

    @Test
    void turnsOfTheWheelAreOneLineForAQuarterOfASecond() {
        for (int i = 0; i < 10; i++) {
            input.input(new InputEvent.Wheel(ms(30L * i), 200, 100, "down"));
        }
        assertThat(input.passed(ms(280))).isTrue();
        input.input(new InputEvent.Wheel(ms(300), 200, 100, "up"));
        assertThat(input.passed(ms(551))).isFalse();
        assertThat(lines)
                .containsExactly(
                        "scroll {\"x\":100,\"y\":50,\"direction\":\"down\",\"steps\":9}",
                        "scroll {\"x\":100,\"y\":50,\"direction\":\"down\",\"steps\":1}",
                        "scroll {\"x\":100,\"y\":50,\"direction\":\"up\",\"steps\":1}");
    }

    @Test
    void repeatsAndCorrectionsAreOneLine() {
        Rect window = new Rect(100, 50, 100, 100);
        input.input(key(ms(0), "Down", window));
        input.input(key(ms(500), "Down", window));
        input.input(key(ms(1400), "Down", window));
        input.input(key(ms(2500), "Down", window));
        input.input(key(ms(3000), "Backspace", window));
        input.input(key(ms(60_000), "Backspace", window));
        input.input(key(ms(61_000), "Delete", window));
        input.input(new InputEvent.Button(ms(61_500), 120, 60, "left", true, ""));
        input.input(key(ms(62_000), "Delete", window));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("key"))
                .containsExactly(
                        "key {\"key\":\"Down\"}",
                        "key {\"key\":\"Down\"}",
                        "key {\"key\":\"Backspace\"}",
                        "key {\"key\":\"Delete\"}",
                        "key {\"key\":\"Delete\"}");
    }

    @Test
    void aKeyIsKeptOnlyWhenEveryWindowThatMayHaveBeenMeantLiesMostlyInside() {
        Rect inside = new Rect(150, 100, 100, 100);
        Rect outside = new Rect(600, 100, 100, 100);
        Rect half = new Rect(450, 100, 100, 100);
        input.input(new InputEvent.Key(ms(0), "F1", List.of(inside, outside)));
        input.input(new InputEvent.Key(ms(1), "F2", List.of(half)));
        input.input(new InputEvent.Key(ms(2), "F3", List.of()));
        input.input(new InputEvent.Key(ms(3), "F4", List.of(inside)));
        assertThat(lines).containsExactly("key {\"key\":\"F4\"}");
    }

    @Test
    void anotherFocusIsToldAndTheSameOneIsNot() {
        Rect inside = new Rect(150, 100, 100, 100);
        Rect outside = new Rect(600, 100, 100, 100);
        input.input(focus(ms(0), "App", inside));
        input.input(focus(ms(1), "App", inside));
        input.input(focus(ms(2), "Elsewhere", outside));
        input.input(focus(ms(3), "App", inside));
        input.input(focus(ms(4), "", inside));
        input.input(
                new InputEvent.Focus(
                        ms(5), "Ed\nitor", Optional.of("a\u0007 title"), List.of(inside)));
        assertThat(lines)
                .containsExactly(
                        "focus {\"application\":\"App\"}",
                        "focus {\"application\":\"App\"}",
                        "focus {\"application\":\"Ed itor\",\"title\":\"a  title\"}");
    }

    @Test
    void whatWasNotWrittenIsToldAgainWhenThePictureGoesOn() {
        Rect inside = new Rect(150, 100, 100, 100);
        inThePicture = false;
        input.input(focus(ms(0), "App", inside));
        input.input(key(ms(1), "F5", inside));
        assertThat(lines).isEmpty();
        inThePicture = true;
        input.input(focus(ms(2), "App", inside));
        input.input(key(ms(3), "F5", inside));
        assertThat(lines)
                .containsExactly("focus {\"application\":\"App\"}", "key {\"key\":\"F5\"}");
    }

    @Test
    void aBoundEndsItWithOneSentence() {
        InputLines bounded = new InputLines(() -> area, new Kept(), 1000);
        for (int i = 0; i < 100; i++) {
            bounded.input(new InputEvent.Pointer(ms(50L * i), 100 + i, 60));
        }
        assertThat(lines).hasSizeBetween(10, 20);
        assertThat(told).hasSize(1);
        assertThat(over).isTrue();
        bounded.ended("It broke.");
        assertThat(told).hasSize(1);
    }

    @Test
    void aFloodIsCutWithOneSentence() {
        for (int i = 0; i < 250; i++) {
            input.input(new InputEvent.Button(ms(i), 110, 60, "left", i % 2 == 0, ""));
        }
        assertThat(lines).hasSize(100);
        assertThat(told).hasSize(1);
        assertThat(over).isFalse();
        input.input(new InputEvent.Button(ms(1100), 110, 60, "left", true, ""));
        assertThat(lines).hasSize(101);
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static InputEvent key(long nanos, String name, Rect window) {
        return new InputEvent.Key(nanos, name, List.of(window));
    }

    private static InputEvent focus(long nanos, String application, Rect window) {
        return new InputEvent.Focus(nanos, application, Optional.empty(), List.of(window));
    }

    private final class Kept implements InputLines.Output {

        @Override
        public boolean line(long nanos, String type, EventTrack.Fields fields) {
            if (inThePicture) {
                lines.add(type + " " + EventTrack.object(fields));
            }
            return inThePicture;
        }

        @Override
        public void tell(String sentence, boolean ended) {
            told.add(sentence);
            over |= ended;
        }
    }
}

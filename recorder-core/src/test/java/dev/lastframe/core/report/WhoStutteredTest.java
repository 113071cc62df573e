package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.report.Stutter.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WhoStutteredTest {

    private static final Stretch STRETCH = new Stretch(0, 10_000_000);

    @Test
    void inputWithoutAChangeIsTheApplications() {
        List<Stutter> found =
                in(
                        screen(1_000_000, 20, 33_000, 990_000),
                        click(1_200_000),
                        screen(2_000_000, 0, 0, 0),
                        screen(3_000_000, 0, 0, 0),
                        screen(4_000_000, 20, 3_000_000, 3_990_000));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().who()).isEqualTo(Who.APPLICATION);
        assertThat(found.getFirst().sentence())
                .isEqualTo(
                        "the application did not repaint for 1.8 s; the recorder missed nothing");
    }

    @Test
    void missedTicksAreTheRecorders() {
        List<Stutter> found =
                in(
                        screen(1_000_000, 30, 1, 990_000),
                        missed(1_100_000, 1_500_000, 12),
                        screen(2_000_000, 18, 1_500_000, 1_990_000));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().who()).isEqualTo(Who.RECORDER);
        assertThat(found.getFirst().sentence()).isEqualTo("the recorder missed 0.4 s");
    }

    /** Nobody looked: nothing can be said of the application. */
    @Test
    void aClickWhileTheRecorderWasFrozenAccusesNoApplication() {
        List<Stutter> found =
                in(
                        screen(1_000_000, 30, 1, 990_000),
                        click(1_100_000),
                        missed(1_050_000, 3_000_000, 58),
                        screen(2_000_000, 0, 0, 0),
                        screen(3_000_000, 0, 0, 0),
                        screen(4_000_000, 30, 3_010_000, 3_990_000));

        assertThat(found).extracting(Stutter::who).containsExactly(Who.RECORDER);
    }

    @Test
    void bothAreNamedWhereBothStuttered() {
        List<Stutter> found =
                in(
                        screen(1_000_000, 30, 1, 990_000),
                        key(1_000_000),
                        missed(1_500_000, 1_600_000, 3),
                        screen(2_000_000, 0, 0, 0),
                        screen(3_000_000, 0, 0, 0),
                        screen(4_000_000, 3, 3_000_000, 3_990_000));

        assertThat(found).extracting(Stutter::who).containsExactly(Who.APPLICATION, Who.RECORDER);
        assertThat(found.getFirst().sentence())
                .isEqualTo("the application did not repaint for 1.9 s; the recorder missed 0.1 s");
    }

    @Test
    void aStillScreenThatNobodyTouchesIsNoStutter() {
        assertThat(
                        in(
                                screen(1_000_000, 30, 1, 990_000),
                                screen(2_000_000, 0, 0, 0),
                                screen(3_000_000, 0, 0, 0),
                                screen(4_000_000, 0, 0, 0)))
                .isEmpty();
    }

    @Test
    void anAnswerWithinASecondIsNone() {
        assertThat(
                        in(
                                screen(1_000_000, 30, 1, 990_000),
                                click(1_900_000),
                                screen(2_000_000, 0, 0, 0),
                                screen(3_000_000, 1, 2_800_000, 2_800_000)))
                .isEmpty();
    }

    @Test
    void theButtonThatComesUpAsksForNothing() {
        EventLine up = line("{\"t\":1200000,\"type\":\"click\",\"x\":1,\"y\":1,\"state\":\"up\"}");

        assertThat(
                        in(
                                screen(1_000_000, 1, 900_000, 900_000),
                                up,
                                screen(2_000_000, 0, 0, 0),
                                screen(3_000_000, 0, 0, 0)))
                .isEmpty();
    }

    /** Nobody else has to answer what was asked of this program. */
    @Test
    void whatWasAskedOfThisProgramAccusesNoApplication() {
        for (EventLine own :
                List.of(
                        line("{\"t\":1200000,\"type\":\"key\",\"key\":\"Super+F8\"}"),
                        line(
                                "{\"t\":1200000,\"type\":\"click\",\"x\":1,\"y\":1,\"state\":\"down\","
                                        + "\"application\":\"Lastframe\"}"))) {
            assertThat(in(stillAround(own))).isEmpty();
        }
        EventLine here = line("{\"t\":1100000,\"type\":\"focus\",\"application\":\"Lastframe\"}");
        EventLine there = line("{\"t\":1150000,\"type\":\"focus\",\"application\":\"xterm\"}");
        assertThat(in(stillAround(here, key(1_200_000)))).isEmpty();
        assertThat(in(stillAround(here, there, key(1_200_000)))).hasSize(1);
        EventLine clicked =
                line(
                        "{\"t\":1200000,\"type\":\"click\",\"x\":1,\"y\":1,\"state\":\"down\","
                                + "\"application\":\"xterm\"}");
        assertThat(in(stillAround(here, clicked))).as("beside the focus").hasSize(1);
    }

    private static EventLine[] stillAround(EventLine... lines) {
        List<EventLine> all = new ArrayList<>();
        all.add(screen(1_000_000, 1, 900_000, 900_000));
        all.addAll(List.of(lines));
        all.add(screen(2_000_000, 0, 0, 0));
        all.add(screen(3_000_000, 0, 0, 0));
        return all.toArray(EventLine[]::new);
    }

    private static List<Stutter> in(EventLine... lines) {
        List<EventLine> told = List.of(lines);
        return WhoStuttered.in(STRETCH, 30, told, Asked.in(told, Set.of("Super+F8"), ""));
    }

    private static EventLine screen(long t, int changed, long first, long last) {
        String when = changed == 0 ? "" : ",\"first\":" + first + ",\"last\":" + last;
        return line(
                "{\"t\":"
                        + t
                        + ",\"type\":\"screen\",\"ticks\":30,\"changed\":"
                        + changed
                        + when
                        + "}");
    }

    private static EventLine click(long t) {
        return line(
                "{\"t\":"
                        + t
                        + ",\"type\":\"click\",\"x\":3,\"y\":4,\"button\":\"left\",\"state\":\"down\"}");
    }

    private static EventLine key(long t) {
        return line("{\"t\":" + t + ",\"type\":\"key\",\"key\":\"Enter\"}");
    }

    private static EventLine missed(long t, long until, int count) {
        return line(
                "{\"t\":"
                        + t
                        + ",\"type\":\"missed\",\"until\":"
                        + until
                        + ",\"reason\":\"late\",\"count\":"
                        + count
                        + "}");
    }

    private static EventLine line(String json) {
        return EventLine.parse(json).orElseThrow();
    }
}

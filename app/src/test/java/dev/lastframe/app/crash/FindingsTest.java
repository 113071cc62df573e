package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FindingsTest {

    private static final KillPlan PLAN = KillPlan.deal(Subject.MOVING, 1, new Random(1)).getFirst();

    @Test
    void twoPerCentMayBeExposed() {
        List<Finding> kills = kills(294, 40, 0);
        kills.addAll(kills(6, 240, 0));
        assertThat(new Findings(1, kills).faults()).isEmpty();

        kills.add(kill(240, 0, 0, List.of()));
        assertThat(new Findings(1, kills).faults())
                .containsExactly("7 of 301 kills were exposed above 200 ms, at most 6 may be");
    }

    @Test
    void oneOfTenMayBeExposedAndIsNamed() {
        List<Finding> kills = kills(9, 40, 0);
        kills.add(kill(400, 0, 0, List.of()));
        Findings findings = new Findings(1, kills);

        assertThat(findings.faults()).isEmpty();
        assertThat(findings.exposed()).containsExactly(kills.getLast());
        assertThat(findings.markdown()).contains("- moving 1").contains("loss 400 ms");
    }

    @Test
    void ofTheKillsThatOtherProgramsDisturbedAFifthMayBeExposed() {
        List<Finding> kills = kills(400, 40, 0);
        kills.addAll(kills(40, 40, 0.9));
        kills.addAll(kills(10, 400, 0.9));
        assertThat(new Findings(1, kills).faults()).isEmpty();
        assertThat(new Findings(1, kills).exposed()).hasSize(10);

        kills.add(kill(400, 0.9, 0, List.of()));
        assertThat(new Findings(1, kills).faults())
                .containsExactly(
                        "11 of 51 disturbed kills were exposed above 200 ms, at most 10 may be");
    }

    @Test
    void ofAFewKillsOnWhateverComputerHalfMayBeExposedAndNoneLosesSeconds() {
        List<Finding> kills = kills(3, 40, 0.9);
        kills.addAll(kills(3, 400, 0));
        assertThat(new Findings(1, kills).faults()).isEmpty();

        kills.add(kill(2100, 0.9, 0, List.of()));
        assertThat(new Findings(1, kills).faults())
                .containsExactly(
                        "4 of 7 kills were exposed above 200 ms, at most 3 may be",
                        "moving 1: far too much is lost");
    }

    @Test
    void aLargeRunOnABusyComputerProvesNothing() {
        List<Finding> kills = kills(79, 40, 0);
        kills.addAll(kills(21, 40, 0.9));

        assertThat(new Findings(1, kills).faults())
                .containsExactly(
                        "other programs disturbed 21 of 100 kills: measure on a quiet computer");
    }

    @Test
    void whatNobodyHadCountedMustBeLittle() {
        List<Finding> kills = kills(99, 40, 0);
        kills.add(kill(40, 0, 50, List.of()));
        assertThat(new Findings(1, kills).faults()).isEmpty();

        kills.add(kill(40, 0, 6, List.of()));
        assertThat(new Findings(1, kills).faults())
                .containsExactly(
                        "56 of 1010 numbers are missing where no ledger line had counted yet");
    }

    @Test
    void aFaultOfOneKillIsAFaultOfAll() {
        assertThat(new Findings(1, List.of(kill(0, 0, 0, List.of("it is torn")))).faults())
                .containsExactly("moving 1: it is torn");
    }

    @Test
    void theTableHasADistributionForEachPhaseAndForAll() {
        List<Finding> kills = kills(50, 0, 0);
        kills.addAll(kills(50, 100, 0));

        assertThat(new Findings(1, kills).table().markdown())
                .contains("| steady | 100 | 50 | 100 | 100 | 0 |")
                .contains("| all with a picture | 100 | 50 | 100 | 100 | 0 |");
    }

    private static List<Finding> kills(int count, long lossMillis, double otherCores) {
        return new ArrayList<>(
                Collections.nCopies(count, kill(lossMillis, otherCores, 0, List.of())));
    }

    private static Finding kill(
            long lossMillis, double otherCores, int uncounted, List<String> faults) {
        long nanos = lossMillis * 1_000_000;
        return new Finding(
                PLAN,
                Phase.STEADY,
                new Loss(nanos, nanos, nanos),
                40,
                10,
                0,
                uncounted,
                otherCores,
                0,
                0,
                faults);
    }
}

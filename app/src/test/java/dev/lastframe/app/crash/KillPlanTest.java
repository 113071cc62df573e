package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KillPlanTest {

    @Test
    void theSameSeedGivesTheSamePlans() {
        assertThat(KillPlan.deal(Subject.MOVING, 40, new Random(7)))
                .isEqualTo(KillPlan.deal(Subject.MOVING, 40, new Random(7)))
                .isNotEqualTo(KillPlan.deal(Subject.MOVING, 40, new Random(8)));
    }

    @Test
    void everyPhaseIsKilledInWhenThereAreEnoughKills() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(KillPlan.deal(Subject.STILL, 6, new Random(seed)))
                    .extracting(KillPlan::phase)
                    .containsExactlyInAnyOrder(Phase.values());
        }
    }

    @Test
    void theMiddleOfARecordingIsNeverLeftOut() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(KillPlan.deal(Subject.STILL, 1, new Random(seed)))
                    .extracting(KillPlan::phase)
                    .containsExactly(Phase.STEADY);
        }
    }

    @Test
    void manyKillsFollowTheWeights() {
        List<KillPlan> plans = KillPlan.deal(Subject.MOVING, 3000, new Random(1));

        assertThat(plans).hasSize(3000);
        for (Phase phase : Phase.values()) {
            assertThat(plans.stream().filter(plan -> plan.phase() == phase).count())
                    .as(phase.words())
                    .isBetween(250L * phase.weight(), 350L * phase.weight());
        }
    }
}

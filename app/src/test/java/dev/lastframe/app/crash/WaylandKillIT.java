package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording of a Wayland desktop's stream that is killed in the middle is there afterwards, by
 * the very bound, measure and allowances of {@link KillIT}, and its properties; one in six is
 * killed while it asks and starts. The program is an X client, as under XWayland.
 */
@Timeout(1800)
@Tag("wayland")
final class WaylandKillIT {

    @TempDir private Path folder;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    @Test
    void whatTheStreamShowedAQuarterOfASecondBeforeAnyKillIsRecovered() throws IOException {
        long seed = Long.getLong("lastframe.crash.seed", System.nanoTime());
        int kills = Integer.getInteger("lastframe.crash.kills", 6);
        System.out.printf(
                "%d kills; -Dlastframe.crash.seed=%d repeats what is random%n", kills, seed);
        List<Finding> all = new ArrayList<>();
        try (VirtualScreen display = VirtualScreen.start(320, 240);
                WaylandDesktop desktop = WaylandDesktop.start(folder);
                Noise silence = Noise.start(home, false)) {
            Launcher launcher = new Launcher(home, display.display()).on(desktop);
            KillSeries series = new KillSeries(home, silence, System.out);
            for (KillPlan plan : KillPlan.deal(Subject.MOVING, kills, new Random(seed))) {
                // PipeWire's own sink may stall when its reader goes: each has one of its own
                try (Stage stage = StreamedStage.on(desktop)) {
                    all.addAll(series.run(stage, launcher, List.of(streaming(plan))));
                }
            }
        }

        Findings findings = new Findings(seed, all);
        System.out.println(findings.table().text());
        System.out.println("Exposed above 200 ms: " + findings.exposed());
        assertThat(all).hasSize(kills);
        assertThat(findings.faults()).isEmpty();
    }

    /** A stop knows nothing of where pictures come from, so those kills fall into the middle. */
    private static KillPlan streaming(KillPlan plan) {
        return switch (plan.phase()) {
            case START_UP, STEADY, RECOVERING -> plan;
            case FIRST_FRAME, STOPPING, PUBLISHING ->
                    new KillPlan(
                            plan.subject(),
                            plan.number(),
                            Phase.STEADY,
                            plan.runMillis(),
                            plan.moment(),
                            plan.recoveryMoment(),
                            plan.aimed(),
                            plan.interrupt());
        };
    }
}

package dev.lastframe.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording whose process is killed at any moment is there afterwards up to the last quarter of a
 * second, and {@code lastframe recover} finds it.
 *
 * <p>The bound is promised while the queue holds at most two frames and the rate is 20 or more. A
 * killed process cannot be asked whether that was so, and its last ledger line is up to a second
 * old. So the exposure is measured from outside (see {@link Loss}): a kill at which it may have
 * been above 200 ms is named and counted apart, and these may be at most 2 % of the kills (one, if
 * there are fewer than a hundred). All others keep the bound.
 *
 * <p>Other programs may take the cores that the recorder needs. That is measured, too, and from
 * outside (see {@link Neighbours}): a kill while others took more than a quarter of a core is shown
 * like every other, but of these kills a fifth may be exposed. A run of a hundred kills or more of
 * which more than a fifth were disturbed proves nothing, and fails.
 *
 * <p>A run of fewer than a hundred kills, as each build has one, measures nothing: it asks that
 * half the kills keep the bound on whatever computer, that none loses two seconds, and all that
 * does not depend on speed.
 *
 * <p>Numbers that are missing before the file's last picture must have been counted as missed by
 * the last ledger line, but for a tenth, which late ticks let slip. What is missing after that line
 * nobody had counted yet when the process was killed: it is shown apart, and is at most 5 % of the
 * numbers shown since those lines (five, if there are few).
 *
 * <p>Properties: {@code lastframe.crash.kills}, {@code lastframe.crash.content} ({@code moving},
 * {@code still} or {@code both}), {@code lastframe.crash.sound} to record two sources of sound too,
 * {@code lastframe.crash.seed} to repeat a run's plans, {@code lastframe.crash.report} for the file
 * with the table.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
final class KillIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    @Test
    void whatWasOnTheScreenAQuarterOfASecondBeforeAnyKillIsRecovered() throws IOException {
        long seed = Long.getLong("lastframe.crash.seed", System.nanoTime());
        int kills = Integer.getInteger("lastframe.crash.kills", 6);
        List<Subject> subjects =
                Subject.named(System.getProperty("lastframe.crash.content", "both"));
        System.out.printf(
                "%d kills; -Dlastframe.crash.seed=%d repeats what is random%n", kills, seed);
        Random random = new Random(seed);
        List<Finding> all = new ArrayList<>();
        try (Noise noise = Noise.start(home, Boolean.getBoolean("lastframe.crash.sound"))) {
            KillSeries series = new KillSeries(home, noise, System.out);
            for (Subject subject : subjects) {
                int more = subject == subjects.getFirst() ? kills % subjects.size() : 0;
                all.addAll(
                        series.run(
                                subject,
                                KillPlan.deal(subject, kills / subjects.size() + more, random)));
            }
        }

        Findings findings = new Findings(seed, all);
        System.out.println(findings.table().text());
        System.out.println("Exposed above 200 ms: " + findings.exposed());
        Files.writeString(
                Path.of(System.getProperty("lastframe.crash.report", "target/crash-report.md")),
                findings.markdown());
        assertThat(all).hasSize(kills);
        assertThat(findings.faults()).isEmpty();
    }
}

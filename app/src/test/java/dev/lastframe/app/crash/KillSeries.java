package dev.lastframe.app.crash;

import dev.lastframe.app.cli.Launcher;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kills, recovers and examines as planned, one after the other. What fails is written down and the
 * series goes on. The folder of a kill without fault is removed.
 *
 * @param home of the program that is killed
 * @param noise what is heard meanwhile
 * @param out one line a kill
 */
record KillSeries(Path home, Noise noise, PrintStream out) {

    /** A kill that came too late, after the program had ended, is tried again so often. */
    private static final int TRIES = 5;

    /** Runs all plans, which are of one subject. */
    List<Finding> run(Subject subject, List<KillPlan> plans) {
        try (DrawnStage stage = DrawnStage.of(subject)) {
            return run(stage, new Launcher(home, stage.screen().display()), plans);
        }
    }

    /** Runs all plans before one screen. */
    List<Finding> run(Stage stage, Launcher before, List<KillPlan> plans) {
        List<Finding> findings = new ArrayList<>();
        Launcher launcher = noise.before(before);
        Killer killer = new Killer(launcher, stage, noise.options());
        Recovery recovery = new RecoverCommand(launcher);
        for (KillPlan plan : plans) {
            Finding finding;
            try {
                finding = one(plan, stage, killer, recovery);
            } catch (AssertionError | RuntimeException broken) {
                finding = Finding.broken(plan, broken);
            }
            out.println(finding);
            findings.add(finding);
        }
        return findings;
    }

    private Finding one(KillPlan plan, Stage stage, Killer killer, Recovery recovery) {
        for (int i = 1; i <= TRIES; i++) {
            Path folder = home.resolve(plan.name() + (i == 1 ? "" : ", try " + i));
            create(folder);
            Killed killed = killer.kill(plan, folder);
            if (!killed.inTime()) {
                continue;
            }
            if (plan.phase() == Phase.RECOVERING) {
                recovery.recoverAndKill(folder, plan.recoveryMoment());
            }
            Recovery.Result recovered = recovery.recover(folder);
            Finding finding =
                    Examination.of(
                            killed,
                            recovered,
                            stage,
                            home.resolve("state/lastframe/active"),
                            noise.isHeard());
            if (finding.faults().isEmpty()) {
                remove(folder);
            }
            return finding;
        }
        throw new AssertionError("the program had ended before it could be killed");
    }

    private static void create(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package dev.lastframe.app.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One kill as the seed decides it: the same seed gives the same plans, though not the same moments
 * to the millisecond.
 *
 * @param number from 1, within its subject
 * @param runMillis how long a recording runs before it is stopped or killed in the middle
 * @param moment from 0 to 1: where in the phase's time the kill falls
 * @param recoveryMoment from 0 to 1: where in the recovery's time the second kill falls
 * @param aimed whether the kill follows an event within the phase: the lock's creation in a
 *     start-up, a change of a still screen
 * @param interrupt whether the stop is asked for by SIGINT rather than SIGTERM
 */
record KillPlan(
        Subject subject,
        int number,
        Phase phase,
        int runMillis,
        double moment,
        double recoveryMoment,
        boolean aimed,
        boolean interrupt) {

    private static final int LEAST_RUN_MILLIS = 300;
    private static final int MORE_RUN_MILLIS = 2000;

    /** Plans so many kills: each phase once, if there are enough, the others by their weights. */
    static List<KillPlan> deal(Subject subject, int count, Random random) {
        List<Phase> phases = new ArrayList<>(Arrays.asList(Phase.values()));
        Collections.shuffle(phases, random);
        // A run too short for all of them still has the most usual one.
        phases.remove(Phase.STEADY);
        phases.addFirst(Phase.STEADY);
        while (phases.size() < count) {
            phases.add(draw(random));
        }
        List<Phase> dealt = new ArrayList<>(phases.subList(0, count));
        Collections.shuffle(dealt, random);
        List<KillPlan> plans = new ArrayList<>();
        for (Phase phase : dealt) {
            plans.add(
                    new KillPlan(
                            subject,
                            plans.size() + 1,
                            phase,
                            LEAST_RUN_MILLIS + random.nextInt(MORE_RUN_MILLIS),
                            random.nextDouble(),
                            random.nextDouble(),
                            random.nextBoolean(),
                            random.nextBoolean()));
        }
        return plans;
    }

    private static Phase draw(Random random) {
        int ticket = random.nextInt(Arrays.stream(Phase.values()).mapToInt(Phase::weight).sum());
        for (Phase phase : Phase.values()) {
            ticket -= phase.weight();
            if (ticket < 0) {
                return phase;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    String name() {
        return subject.word() + " " + number;
    }
}

package dev.lastframe.app.crash;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the examination of one kill found.
 *
 * @param phase where the recording really was
 * @param loss null when there was no picture to lose the end of
 * @param expected numbers that had to be in the file before its last picture
 * @param uncountedExpected those of them that were shown after the last ledger line
 * @param missing numbers that should be before the last picture and are not, while the ledger
 *     counted
 * @param uncountedMissing the same after the last ledger line, where nobody had counted yet
 * @param otherCores how many cores' worth of time other programs took while it recorded
 * @param bytesCut by the recovery
 * @param exposureMillisMax by the last ledger line: the recorder's own word, for comparison only
 * @param faults a sentence each; empty if all is as promised
 */
record Finding(
        KillPlan plan,
        Phase phase,
        @Nullable Loss loss,
        int expected,
        int uncountedExpected,
        int missing,
        int uncountedMissing,
        double otherCores,
        long bytesCut,
        long exposureMillisMax,
        List<String> faults) {

    private static final double EXPOSED_MILLIS = 200;

    /** A core less than a quarter taken still leaves room beside the recorder and its screen. */
    private static final double DISTURBING_CORES = 0.25;

    /** Keeps an own copy. */
    Finding {
        faults = List.copyOf(faults);
    }

    /** Of a kill that could not be examined. */
    static Finding broken(KillPlan plan, Throwable why) {
        return new Finding(plan, plan.phase(), null, 0, 0, 0, 0, 0, 0, 0, List.of(why.toString()));
    }

    double lossMillis() {
        return loss == null ? 0 : loss.lossNanos() / 1e6;
    }

    double lagMillis() {
        return loss == null ? 0 : loss.lagNanos() / 1e6;
    }

    double exposureMillis() {
        return loss == null ? 0 : loss.exposureNanos() / 1e6;
    }

    /** Whether it is reported apart. */
    boolean exposed() {
        return exposureMillis() > EXPOSED_MILLIS;
    }

    /** Whether other programs took so much that the recorder may have gone without. */
    boolean disturbed() {
        return otherCores > DISTURBING_CORES;
    }

    /** One line for those who watch. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-10s %-11s loss %3.0f ms, exposure at most %3.0f ms (ledger's maximum %d), the"
                        + " clock %4.0f ms behind, missing %d + %d, cut %d bytes, others took"
                        + " %.2f cores%s",
                plan.name(),
                phase.words(),
                lossMillis(),
                exposureMillis(),
                exposureMillisMax,
                lagMillis(),
                missing,
                uncountedMissing,
                bytesCut,
                otherCores,
                faults.isEmpty() ? "" : "\n    " + String.join("\n    ", faults));
    }
}

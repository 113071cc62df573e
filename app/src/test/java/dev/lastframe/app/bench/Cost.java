package dev.lastframe.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one recording cost.
 *
 * @param seconds CPU time of the program's process tree from its start to its end
 * @param share CPU seconds a second of the same in the steady state; not a number when too short
 * @param serverSeconds CPU time of the X server meanwhile, the content's drawing included
 * @param serverShare CPU seconds a second of the same in the steady state
 * @param pssBytes peak of the process tree's proportional set size
 * @param pssSlope how it grew in the steady state, in bytes a minute: the slope of the line of
 *     least squares; not a number when too short
 * @param fileBytes size of the video
 */
record Cost(
        double seconds,
        double share,
        double serverSeconds,
        double serverShare,
        double pssBytes,
        double pssSlope,
        double fileBytes) {

    /** The median of each value by itself. */
    static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs, Cost::seconds),
                median(costs, Cost::share),
                median(costs, Cost::serverSeconds),
                median(costs, Cost::serverShare),
                median(costs, Cost::pssBytes),
                median(costs, Cost::pssSlope),
                median(costs, Cost::fileBytes));
    }

    Cost withFile(long bytes) {
        return new Cost(seconds, share, serverSeconds, serverShare, pssBytes, pssSlope, bytes);
    }

    /** Program and X server together in the steady state. */
    double togetherShare() {
        return share + serverShare;
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
        return Quantiles.of(costs.stream().mapToDouble(value).toArray()).at(0.5);
    }
}

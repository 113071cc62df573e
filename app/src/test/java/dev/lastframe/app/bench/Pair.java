package dev.lastframe.app.bench;

import java.util.List;

/**
 * Recordings of the same content by both programs, made in turn.
 *
 * @param recipe of all of them
 * @param lastframe its recordings, in order
 * @param x11grab as many of the other
 */
record Pair(Recipe recipe, List<Trial> lastframe, List<Trial> x11grab) {

    Pair {
        lastframe = List.copyOf(lastframe);
        x11grab = List.copyOf(x11grab);
    }

    Cost lastframeCost() {
        return median(lastframe);
    }

    Cost x11grabCost() {
        return median(x11grab);
    }

    /** The median of a program's recordings. */
    static double cpuMillisAPicture(List<Trial> trials) {
        return Quantiles.of(trials.stream().mapToDouble(Trial::cpuMillisAPicture).toArray())
                .at(0.5);
    }

    private static Cost median(List<Trial> trials) {
        return Cost.median(trials.stream().map(Trial::cost).toList());
    }
}

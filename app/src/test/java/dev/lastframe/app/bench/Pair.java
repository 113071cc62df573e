package dev.lastframe.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Recordings of the same content by Lastframe and by another program, made in turn.
 *
 * @param recipe of Lastframe's
 * @param lastframe its recordings, in order
 * @param other the other program's name and encoder
 * @param beside its recordings
 * @param most the part of the other's CPU that Lastframe is to cost at most; not a number where
 *     nothing is aimed at
 */
record Pair(Recipe recipe, List<Trial> lastframe, String other, List<Trial> beside, double most) {

    Pair {
        lastframe = List.copyOf(lastframe);
        beside = List.copyOf(beside);
    }

    /** What the table calls it. */
    String title() {
        return "%s, %s against %s".formatted(recipe.name(), recipe.encoder(), other);
    }

    Cost lastframeCost() {
        return cost(lastframe);
    }

    Cost besideCost() {
        return cost(beside);
    }

    /** The median of a value over a program's recordings. */
    static double median(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return Quantiles.of(
                        trials.stream()
                                .mapToDouble(value)
                                .filter(each -> !Double.isNaN(each))
                                .toArray())
                .at(0.5);
    }

    private static Cost cost(List<Trial> trials) {
        return Cost.median(trials.stream().map(Trial::cost).toList());
    }
}

package dev.lastframe.app.bench;

/**
 * What the FX thread spent on ticks, and what copies of as many bytes took.
 *
 * @param pair recordings of content that is faster than they, so that every tick copies; one by
 *     each program
 * @param meanwhile copies made four times a second during it
 * @param idle copies made in the same rhythm on a still screen without any recording
 */
record TickTimes(Pair pair, Quantiles meanwhile, Quantiles idle) {

    /** Lastframe's recording. */
    Trial trial() {
        return pair.lastframe().getFirst();
    }
}

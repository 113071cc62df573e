package dev.lastframe.core.capture;

/**
 * What became of the pictures that a source pushed. Exactly: {@code came = captured + passedOver +
 * refused + lost + waiting}. Whether somebody missed one the ledger says, which counts ticks.
 *
 * @param came pictures that reached us
 * @param captured were copied into a frame
 * @param passedOver there was a newer one before any tick was to see them
 * @param refused a tick had them and no room for them, and a newer one came
 * @param lost could not be shown, or too many waited
 * @param waiting are to be taken at this moment, or at the end were
 * @param skipped beside those: by its own numbers the source made them, and they did not reach us
 */
public record PushedPictures(
        long came,
        long captured,
        long passedOver,
        long refused,
        long lost,
        long waiting,
        long skipped) {

    /** The same without what had become of some before. */
    public PushedPictures since(PushedPictures before) {
        return new PushedPictures(
                came - before.came + before.waiting,
                captured - before.captured,
                passedOver - before.passedOver,
                refused - before.refused,
                lost - before.lost,
                waiting,
                skipped - before.skipped);
    }
}

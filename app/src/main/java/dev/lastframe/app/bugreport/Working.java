package dev.lastframe.app.bugreport;

/**
 * How far something is.
 *
 * @param share from 0 to 1; negative while that is not known
 * @param text in words
 */
record Working(double share, String text) {

    static final Working NOTHING = new Working(-1, "");
}

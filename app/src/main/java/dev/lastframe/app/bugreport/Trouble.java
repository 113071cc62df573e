package dev.lastframe.app.bugreport;

/**
 * Something went wrong, and what can be done.
 *
 * @param sentence what failed and what to do
 * @param remedy what the button does
 * @param code to be quoted
 */
record Trouble(String sentence, Remedy remedy, String code) {

    /** What the button does. */
    enum Remedy {
        NONE,
        AGAIN,
        CHOOSE_FOLDER,
        SHORTER
    }
}

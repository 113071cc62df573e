package dev.lastframe.core.privacy;

/**
 * Looks around a place where one of its keywords was found. Has no state of its own, so any number
 * of threads may use it at once.
 */
@FunctionalInterface
interface Clue {

    /**
     * Marks what has to be replaced.
     *
     * @param line the line and what was found in it so far
     * @param start where the keyword begins
     * @param end where it ends, exclusive
     */
    void look(Line line, int start, int end);
}

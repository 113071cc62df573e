package dev.lastframe.app.bugreport;

/**
 * Words of a report that was closed before it was made.
 *
 * @param key what the report was of
 */
record KeptWords(String key, TypedWords.Kept words) {

    /** Whether a report with this key is of the same recording, which may have a name by now. */
    boolean isFor(String other) {
        return key.equals(other)
                || (key.equals(Draft.Overview.RUNNING) && !other.equals(Draft.Overview.SCREEN));
    }
}

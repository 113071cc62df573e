package dev.lastframe.core.session;

import java.nio.file.Path;
import java.util.List;

/**
 * What of a person's doing is written beside the picture.
 *
 * @param input whether pointer, clicks, scrolls and the fixed list of keys are
 * @param windowTitles whether the titles of windows are, besides the names of their applications
 * @param tails logs of other applications whose new lines are
 */
public record EventOptions(boolean input, boolean windowTitles, List<Path> tails) {

    /** Input without titles, and no log. */
    public static final EventOptions DEFAULT = new EventOptions(true, false, List.of());

    public EventOptions {
        tails = List.copyOf(tails);
    }

    /** The same with input or without it. */
    public EventOptions withInput(boolean wanted) {
        return new EventOptions(wanted, windowTitles, tails);
    }

    /** The same with titles or without them. */
    public EventOptions withWindowTitles(boolean wanted) {
        return new EventOptions(input, wanted, tails);
    }

    /** The same with other logs. */
    public EventOptions withTails(List<Path> others) {
        return new EventOptions(input, windowTitles, others);
    }
}

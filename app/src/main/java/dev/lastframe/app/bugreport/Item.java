package dev.lastframe.app.bugreport;

import java.util.List;

/**
 * Something that the zip will hold.
 *
 * @param name its name in the zip
 * @param bytes its size; negative while that is not known
 * @param estimated whether the size is one that may come out smaller
 * @param text what stands in it, redacted; empty for pictures and video
 * @param replaced where in the text something was replaced, in order
 */
record Item(String name, long bytes, boolean estimated, String text, List<Mark> replaced) {

    Item {
        replaced = List.copyOf(replaced);
    }

    /** From the first character of a placeholder to after its last. */
    record Mark(int from, int until) {}

    boolean readable() {
        return !text.isEmpty();
    }
}

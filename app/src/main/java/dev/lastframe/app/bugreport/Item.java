package dev.lastframe.app.bugreport;

import java.util.List;

/**
 * Something that the zip will hold, or a sound of its video.
 *
 * @param name its name in the zip; of a sound as the report calls it
 * @param bytes its size; negative while that is not known
 * @param estimated whether the size is one that may come out smaller
 * @param text what stands in it, redacted; empty for pictures and video
 * @param replaced where in the text something was replaced, in order
 * @param offered whether it is in unless the person says otherwise
 * @param fixed whether it is in whatever the person says
 */
record Item(
        String name,
        long bytes,
        boolean estimated,
        String text,
        List<Mark> replaced,
        boolean offered,
        boolean fixed) {

    /** One that is in, and may be left out. */
    Item(String name, long bytes, boolean estimated, String text, List<Mark> replaced) {
        this(name, bytes, estimated, text, replaced, true, false);
    }

    Item {
        replaced = List.copyOf(replaced);
    }

    /** From the first character of a placeholder to after its last. */
    record Mark(int from, int until) {}

    boolean readable() {
        return !text.isEmpty();
    }

    boolean isPicture() {
        return name.endsWith(".png");
    }
}

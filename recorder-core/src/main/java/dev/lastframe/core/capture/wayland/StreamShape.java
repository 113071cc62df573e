package dev.lastframe.core.capture.wayland;

import java.util.HashSet;
import java.util.Set;

/**
 * Notices that a stream's pictures have another shape than the reader says. Older readers of
 * PipeWire (0.3) tell the shape once, and hand out what comes after a change as if it were of that
 * one; newer ones describe each picture. A change brings other memory, mostly of another size. Used
 * by one thread.
 */
final class StreamShape {

    /** A source hands its memory round: after so many pictures all of it was there. */
    private static final int ROUND = 48;

    private final Set<Long> files = new HashSet<>();
    private long bytes;
    private int sinceNew;

    /**
     * Looks at a picture that does not describe itself.
     *
     * @param size of its pixels in bytes
     * @param file that its pixels lie in, as a number; 0 where that is none
     * @return whether its shape is unknown: the reader has to agree on it anew
     */
    boolean changed(long size, long file) {
        boolean fresh = files.add(file);
        boolean other = bytes != 0 && size != bytes;
        boolean replaced = fresh && sinceNew >= ROUND;
        if (other || replaced) {
            forget();
            return true;
        }
        bytes = size;
        sinceNew = fresh ? 0 : sinceNew + 1;
        return false;
    }

    /** The reader agreed on a shape: the next picture is of it. */
    void forget() {
        files.clear();
        bytes = 0;
        sinceNew = 0;
    }
}

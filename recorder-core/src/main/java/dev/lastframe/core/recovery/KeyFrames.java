package dev.lastframe.core.recovery;

import dev.lastframe.core.transport.PesHeader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where decoding can begin: remembers the key frame that ends the first groups of pictures, and
 * those among which the last groups begin. Bounded. Used by one thread.
 */
final class KeyFrames {

    /** So much of each end of a long recording is decoded before it is published. */
    static final long END_TICKS = 10_000L * PesHeader.TICKS_A_MILLI;

    private static final int MOST = 512;

    /**
     * A key frame.
     *
     * @param offset of its first packet in the file
     * @param index of its picture, from 0
     * @param pts its time in 90 kHz
     */
    record KeyFrame(long offset, long index, long pts) {}

    private @Nullable KeyFrame first;
    private @Nullable KeyFrame afterFirstGroups;
    private final Deque<KeyFrame> last = new ArrayDeque<>();

    void add(KeyFrame key) {
        KeyFrame begin = first;
        if (begin == null) {
            first = key;
        } else if (afterFirstGroups == null && PesHeader.ticks(begin.pts, key.pts) >= END_TICKS) {
            afterFirstGroups = key;
        }
        last.addLast(key);
        while (last.size() > MOST || secondIsFarFrom(key.pts)) {
            last.removeFirst();
        }
    }

    private boolean secondIsFarFrom(long pts) {
        if (last.size() < 2) {
            return false;
        }
        KeyFrame head = last.removeFirst();
        boolean far = PesHeader.ticks(last.getFirst().pts, pts) >= END_TICKS;
        last.addFirst(head);
        return far;
    }

    /** The key frame behind the first groups; null if there is none. */
    @Nullable KeyFrame afterFirstGroups() {
        return afterFirstGroups;
    }

    /** Where the last groups begin; null without a key frame. */
    @Nullable KeyFrame beginOfLastGroups() {
        return last.peekFirst();
    }

    /** The newest; null without a key frame. */
    @Nullable KeyFrame newest() {
        return last.peekLast();
    }
}

package dev.lastframe.core.export;

import java.util.BitSet;

/**
 * Which pictures of a stretch stay when there are to be fewer: the first, and of every step of time
 * the last, so that what the screen showed at last before it stood still is never missing.
 * Immutable after it was made.
 */
final class Kept {

    private final BitSet kept = new BitSet();
    private final Stretch stretch;

    Kept(Stretch stretch, double fps) {
        this.stretch = stretch;
        int end = stretch.size();
        for (int i = stretch.first(); i < end; i++) {
            boolean last =
                    fps == Setting.ALL
                            || i + 1 == end
                            || step(stretch.time(i + 1), fps) != step(stretch.time(i), fps);
            kept.set(i, last || i == stretch.first());
        }
    }

    private static long step(long ticks, double fps) {
        return (long) (Ticks.seconds(ticks) * fps);
    }

    boolean contains(int index) {
        return kept.get(index);
    }

    int count() {
        return kept.cardinality();
    }

    /** How many of them are among these pictures. */
    int count(int from, int end) {
        return kept.get(from, end).cardinality();
    }

    /** The first of them that is not before this one; -1 where none is. */
    int next(int index) {
        return kept.nextSetBit(index);
    }

    /** The last of them that is not behind this one; -1 where none is. */
    int previous(int index) {
        return kept.previousSetBit(index);
    }

    /** The most that any second of the stretch has. */
    int mostInASecond() {
        int most = 0;
        int count = 0;
        int oldest = stretch.first();
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            count++;
            while (stretch.time(i) - stretch.time(oldest) >= Ticks.SECOND) {
                oldest = kept.nextSetBit(oldest + 1);
                count--;
            }
            most = Math.max(most, count);
        }
        return most;
    }

    /** The last one. */
    int last() {
        return kept.length() - 1;
    }
}

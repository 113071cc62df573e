package dev.lastframe.app.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a screen's worth of bytes from one piece of native memory to another and takes the time:
 * what the recorder's tick is compared with. One copy a call, not many in a row, because a tick
 * comes alone too and finds its memory cold. For one thread.
 */
final class CopyProbe {

    private static final int WARM_UP = 300;

    private final MemorySegment from;
    private final MemorySegment to;
    private List<Double> millis = new ArrayList<>();

    /** Takes the memory, which stays until this object is collected, and warms the copy up. */
    CopyProbe(long bytes) {
        Arena arena = Arena.ofAuto();
        from = arena.allocate(bytes, 64).fill((byte) 1);
        to = arena.allocate(bytes, 64).fill((byte) 2);
        for (int i = 0; i < WARM_UP; i++) {
            copy();
        }
        take();
    }

    /** One copy. */
    void copy() {
        long begin = System.nanoTime();
        to.copyFrom(from);
        millis.add((System.nanoTime() - begin) / 1e6);
    }

    /** The times of all copies since the last call, in milliseconds. */
    Quantiles take() {
        Quantiles taken = Quantiles.of(millis.stream().mapToDouble(each -> each).toArray());
        millis = new ArrayList<>();
        return taken;
    }
}

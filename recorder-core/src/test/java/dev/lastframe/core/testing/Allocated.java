package dev.lastframe.core.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/**
 * What a thread has taken from Java's heap. The least of some tens of runs is what the code itself
 * takes: in others Java links and compiles, and takes memory for that. Of many more runs it would
 * be what Java's second compiler leaves of it, which spares objects that stay in a method.
 */
public final class Allocated {

    private static final ThreadMXBean THREADS =
            Objects.requireNonNull(
                    ManagementFactory.getPlatformMXBean(ThreadMXBean.class), "not HotSpot");

    private Allocated() {}

    /** Bytes since the calling thread began. Allocates nothing itself. */
    public static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}

package dev.lastframe.core.capture.x11;

/**
 * Pages of 2 MiB for shared memory. A process that meets memory for the first time pays for each
 * page, the X server as much as this one; in large ones a picture of 1920x1080 is four of them and
 * not two thousand. Asked for like this, Linux (since 6.1) gives them whatever the desktop's
 * setting for shared memory is, which mostly is never.
 *
 * <p>Both processes profit where the system puts what is attached at a border of such a page, as it
 * does since 6.12; on older ones the pages stay small.
 */
final class LargePages {

    static final long BYTES = 2L * 1024 * 1024;

    private static final long SMALL_PAGE = 4096;
    private static final int MADV_COLLAPSE = 25;

    private LargePages() {}

    /**
     * Whole large pages for so many bytes, unless they would waste more than half of one: what
     * reaches into the last one stays in small pages then.
     */
    static long fitting(long bytes) {
        long rest = bytes % BYTES;
        return rest < BYTES / 2 ? bytes : bytes - rest + BYTES;
    }

    /** Whether a large page can begin here. */
    static boolean isBorder(long address) {
        return address % BYTES == 0;
    }

    /**
     * Makes one large page of what is at the address, which is mapped and a border; what is in it
     * stays. Takes a fraction of a millisecond, some where the system has to make room in one
     * piece.
     *
     * @return whether the system did
     */
    static boolean make(long address) {
        // Where nothing is yet there is nothing to put together: one small page has to be.
        return SharedMemory.madvise(address, SMALL_PAGE, SharedMemory.MADV_POPULATE_WRITE) == 0
                && SharedMemory.madvise(address, BYTES, MADV_COLLAPSE) == 0;
    }
}

package dev.lastframe.core.storage;

import java.time.Duration;

/**
 * When written bytes are forced to the disk, whichever comes first. It is also the bound on what a
 * power cut may cost while the disk keeps up.
 *
 * @param bytes so many are not left unforced
 * @param age so old does no unforced byte become
 */
public record ForcePolicy(long bytes, Duration age) {

    private static final long MIB = 1024L * 1024;

    /** 4 MiB or a second. */
    public static final ForcePolicy DEFAULT = new ForcePolicy(4 * MIB, Duration.ofSeconds(1));

    /** The tightest that may be chosen. */
    public static final ForcePolicy TIGHTEST = new ForcePolicy(256 * 1024, Duration.ofMillis(100));

    /** The widest that may be chosen, and the limit of all widening. */
    public static final ForcePolicy WIDEST = new ForcePolicy(16 * MIB, Duration.ofSeconds(10));

    public ForcePolicy {
        if (bytes < 1 || !age.isPositive()) {
            throw new IllegalArgumentException("nothing can be forced that often");
        }
    }

    /** The next step for a disk that cannot keep up: twice as much, but no more than the limit. */
    ForcePolicy widened() {
        long more = bytes < WIDEST.bytes ? Math.min(2 * bytes, WIDEST.bytes) : bytes;
        Duration longer = age.multipliedBy(2);
        if (longer.compareTo(WIDEST.age) > 0) {
            longer = age.compareTo(WIDEST.age) > 0 ? age : WIDEST.age;
        }
        return new ForcePolicy(more, longer);
    }
}

package dev.lastframe.core.storage;

/**
 * What is done to the files of a recording that a crash left, in this order. The process may be
 * killed between any two of them, or in the middle of one: what is done again afterwards comes to
 * the same end.
 */
public enum RepairStep {
    /** The bytes to be cut off are copied to {@code name.cut}. */
    COPY_CUT,
    /** The copy is forced to the disk, with its name. */
    FORCE_CUT,
    /** The bytes are cut off. */
    TRUNCATE,
    /** A recording of very few packets is filled up with empty ones. */
    FILL_UP,
    /** The cut is forced to the disk. */
    FORCE_RECORDING,
    /** Half a line at the end of the events is cut off. */
    TRUNCATE_EVENTS,
    /** The line that tells of the recovery is written and forced. */
    APPEND_EVENT,
    /** The recording gets its name. */
    PUBLISH,
    /** What a recording without a byte left is removed. */
    DISCARD,
    /** The lock file is removed. */
    REMOVE_LOCK,
    /** Notes of it are removed. */
    REMOVE_NOTES
}

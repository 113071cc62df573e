package dev.lastframe.core.recovery;

/** What is wrong with a stream at one place. */
enum Damage {
    /** There is no transport packet where one should be: zeros, something else's bytes. */
    NO_PACKET,
    /** Packets of one stream do not follow each other. */
    DISCONTINUITY,
    /** A unit is not as long as it says, or has no beginning or no time. */
    BROKEN_UNIT,
    /** A picture is not later than the one before. */
    TIME_ORDER
}

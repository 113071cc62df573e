package dev.lastframe.core.storage;

/**
 * What the disk did so far.
 *
 * @param bytes of video given to the operating system
 * @param writes calls that wrote video
 * @param forces how often the file was forced to the disk
 * @param waitingBytes encoded and not yet given to the operating system; what was given up is lost
 *     and waits no longer
 * @param unforcedBytes given to it and not covered by a force that returned
 * @param eventFailures lines of events that could not be written
 * @param oldestWaitingNanos when the oldest frame whose packet waits was captured, on the monotonic
 *     clock; {@code Long.MAX_VALUE} when none waits
 * @param exposureNanosMax the greatest age that a frame had when it was given to the system
 * @param freeBytes room left on the disk, -1 while unknown
 * @param forcing how often is forced at present: what a power cut may cost
 */
public record OutputStats(
        long bytes,
        long writes,
        long forces,
        long waitingBytes,
        long unforcedBytes,
        long eventFailures,
        long oldestWaitingNanos,
        long exposureNanosMax,
        long freeBytes,
        ForcePolicy forcing) {

    /** Together with a part that came later. */
    public OutputStats plus(OutputStats later) {
        return new OutputStats(
                bytes + later.bytes,
                writes + later.writes,
                forces + later.forces,
                waitingBytes + later.waitingBytes,
                unforcedBytes + later.unforcedBytes,
                eventFailures + later.eventFailures,
                Math.min(oldestWaitingNanos, later.oldestWaitingNanos),
                Math.max(exposureNanosMax, later.exposureNanosMax),
                later.freeBytes,
                later.forcing);
    }
}

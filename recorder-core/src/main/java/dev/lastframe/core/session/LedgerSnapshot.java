package dev.lastframe.core.session;

/**
 * The ledger at one moment. Exactly: {@code ticks = captured + unchanged + late + droppedQueueFull
 * + captureFailed} and {@code captured = encoded + encodeFailed + abandoned + inFlight}.
 *
 * @param ticks deadlines that passed while recording
 * @param captured ticks whose picture was accepted by the queue
 * @param unchanged ticks that looked and found that nothing had changed
 * @param unverified the part of {@code unchanged} after which a change was found that had not been
 *     announced
 * @param late deadlines that nobody served, because the one before was not finished
 * @param droppedByEncoder ticks refused because the encoder held the queue
 * @param droppedByDisk ticks refused because the disk held the queue
 * @param droppedByMemory ticks refused because no frame was free
 * @param captureFailed ticks whose picture the source did not give
 * @param encoded packets that came out and reached the output
 * @param encodeFailed frames that the encoder refused
 * @param abandoned frames lost to a hung encoder, a restart or a failed disk
 * @param inFlight frames in queue and encoder, counted there
 */
public record LedgerSnapshot(
        long ticks,
        long captured,
        long unchanged,
        long unverified,
        long late,
        long droppedByEncoder,
        long droppedByDisk,
        long droppedByMemory,
        long captureFailed,
        long encoded,
        long encodeFailed,
        long abandoned,
        long inFlight) {

    public static final LedgerSnapshot EMPTY =
            new LedgerSnapshot(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public long droppedQueueFull() {
        return droppedByEncoder + droppedByDisk + droppedByMemory;
    }

    /** What a person reads: ticks and frames that are not in the file although they should be. */
    public long missed() {
        return late + droppedQueueFull() + captureFailed + encodeFailed + abandoned;
    }

    /** Whether both equations hold. */
    public boolean balances() {
        return ticks == captured + unchanged + late + droppedQueueFull() + captureFailed
                && captured == encoded + encodeFailed + abandoned + inFlight;
    }
}

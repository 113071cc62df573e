package dev.lastframe.core.encode;

import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameAccount;

/** Counts what became of frames. */
final class CountingAccount implements FrameAccount {

    private int captured;
    private int encoded;
    private int failed;
    private int abandoned;

    @Override
    public synchronized void captured() {
        captured++;
    }

    @Override
    public synchronized void refused(DropReason reason) {}

    @Override
    public synchronized void encoded() {
        encoded++;
    }

    @Override
    public synchronized void encodeFailed() {
        failed++;
    }

    @Override
    public synchronized void abandoned() {
        abandoned++;
    }

    /** captured, encoded, failed, abandoned. */
    synchronized int[] counts() {
        return new int[] {captured, encoded, failed, abandoned};
    }
}

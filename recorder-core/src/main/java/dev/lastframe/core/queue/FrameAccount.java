package dev.lastframe.core.queue;

/**
 * Counts what becomes of frames. Each method is called while the account's own monitor is held, so
 * that a reader who holds it sees numbers that balance.
 */
public interface FrameAccount {

    /** A frame was accepted: from now on it is in flight. */
    void captured();

    /** A frame was refused. */
    void refused(DropReason reason);

    /** A frame in flight came out as a packet and reached the output. */
    void encoded();

    /** A frame in flight was refused by the encoder. */
    void encodeFailed();

    /** A frame in flight was given up: a hung or restarted encoder, a failed disk. */
    void abandoned();
}

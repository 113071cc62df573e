package dev.lastframe.core.queue;

/** What held the queue when a frame was refused. */
public enum DropReason {
    /** The encoder was slower than the screen. */
    ENCODER,
    /** The disk was slower than the encoder. */
    DISK,
    /** No frame of the pool was free. */
    MEMORY
}

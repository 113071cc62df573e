package dev.lastframe.core.encode;

/** Where whole access units go. Called by the encoder thread. */
public interface UnitSink {

    /** Whether {@link #unit} would have to wait at present. */
    boolean wouldBlock(int bytes);

    /**
     * Accepts the bytes of whole transport packets that end an access unit. May block while too
     * much waits.
     *
     * @param unit owned by the sink from now on
     * @param capturedNanos when its frame was captured
     * @return false when nothing can be written any more
     */
    boolean unit(byte[] unit, long capturedNanos) throws InterruptedException;

    /**
     * Accepts the bytes that end the stream and belong to no frame.
     *
     * @param bytes owned by the sink from now on
     */
    void trailer(byte[] bytes) throws InterruptedException;
}

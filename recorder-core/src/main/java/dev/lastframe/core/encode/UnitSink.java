package dev.lastframe.core.encode;

import java.util.function.Consumer;

/** Where whole access units go, and sound between them. Called by the encoder thread. */
public interface UnitSink {

    /** In the place of the moment of a capture: what is given holds no picture. */
    long NO_PICTURE = Long.MAX_VALUE;

    /** Whether {@link #unit} would have to wait at present. */
    boolean wouldBlock(int bytes);

    /**
     * Accepts the bytes of whole transport packets that end an access unit, or that hold no
     * picture, but whole pieces of sound. May block while too much waits.
     *
     * @param array owned by the sink until it gives it back; not changed by it
     * @param length so many bytes of it are the unit, from the first one
     * @param capturedNanos when its frame was captured; {@link #NO_PICTURE} where there is none
     * @param back is given the array, once, by any thread, as soon as nobody reads it any more; not
     *     where the unit is thrown away
     * @return false when nothing can be written any more
     */
    boolean unit(byte[] array, int length, long capturedNanos, Consumer<byte[]> back)
            throws InterruptedException;

    /**
     * Accepts the bytes that end the stream and belong to no frame.
     *
     * @param bytes owned by the sink from now on
     */
    void trailer(byte[] bytes) throws InterruptedException;

    /** Whether there is nothing that could take anything, nor will be. Called by any thread. */
    default boolean isMissing() {
        return false;
    }
}

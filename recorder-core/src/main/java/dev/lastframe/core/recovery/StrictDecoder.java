package dev.lastframe.core.recovery;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Decodes a stream and takes nothing for good that is not. Called by recovery's thread; blocks. */
@FunctionalInterface
public interface StrictDecoder {

    /** A transport stream, from its first byte to its last. */
    @FunctionalInterface
    interface Stream {
        void writeTo(OutputStream target) throws IOException, InterruptedException;
    }

    /**
     * What came out.
     *
     * @param undamaged whether everything decoded without any error
     * @param pictures how many came out
     * @param complaint what was wrong, in the decoder's words; empty if nothing was
     */
    record Decoded(boolean undamaged, long pictures, String complaint) {}

    /**
     * Decodes all of it.
     *
     * @param limit after which it is given up
     * @throws IOException when it could not be tried, or did not come to a verdict: the stream
     *     could not be read, the time was over, the decoder fell
     */
    Decoded decode(Stream stream, Duration limit) throws IOException, InterruptedException;

    /** The same for a stream of sound alone, whose packets count as pictures do. */
    default StrictDecoder ofSound() {
        return this;
    }
}

package dev.lastframe.core.encode;

import dev.lastframe.core.frame.Rect;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes the pictures of one stream. Used by one thread; closing twice is harmless. */
interface PictureEncoder extends AutoCloseable {

    /**
     * Encodes one; blocks until the stream's output has its packet.
     *
     * @param planes YUV 4:2:0 of the stream's size without padding, direct memory, position 0; the
     *     caller's again on return
     * @param millis later than the one before
     * @param key whether it must be a key frame
     * @param changed all rectangles that may differ from the picture before, which the encoder had;
     *     not looked at for a key frame
     */
    void encode(ByteBuffer planes, long millis, boolean key, List<Rect> changed)
            throws EncoderException;

    @Override
    void close();
}

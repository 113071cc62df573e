package dev.lastframe.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A transport stream of the product's own encoder thread, of pictures with barcodes at any times:
 * the picture with number <i>n</i> is the <i>n</i>th of them. Used by one thread.
 */
public final class BarcodeRecording {

    /**
     * What the recorder wrote.
     *
     * @param unitEnds behind each picture, in bytes
     * @param layout where the barcodes are
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Recorded(byte[] bytes, List<Integer> unitEnds, BarcodeLayout layout) {}

    private BarcodeRecording() {}

    /**
     * Records.
     *
     * @param micros when each picture was taken, in order; the first is at or near 0
     * @param firstNumber of the first picture's barcode
     * @param follows whether it is a later part, whose own time 0 is its first picture
     */
    public static Recorded of(
            int width, int height, List<Long> micros, int firstNumber, boolean follows) {
        FrameFormat format = FrameFormat.packed(width, height);
        EncodedPictures encoded =
                EncodedPictures.of(
                        FrameMemory.offHeap(),
                        format,
                        micros,
                        (pixels, index) -> paint(pixels, format, firstNumber + index),
                        follows);
        return new Recorded(encoded.bytes(), encoded.unitEnds(), BarcodePixels.layout(format));
    }

    private static void paint(MemorySegment pixels, FrameFormat format, int number) {
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                int value = ((x + number * 5) ^ y) & 0xff;
                pixels.set(
                        JAVA_INT,
                        (long) y * format.strideBytes() + 4L * x,
                        (value << 16) | ((255 - value) << 8) | (number & 0xff));
            }
        }
        BarcodePixels.paint(pixels, format, number);
    }
}

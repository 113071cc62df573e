package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import dev.lastframe.core.frame.Frame;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Has an encoder that is open encode a picture before anything counts. Its first pictures take ten
 * times as long as those that follow, as it uses most of its memory for the first time; meanwhile
 * the queue would fill. What comes of it is thrown away. Used by the encoder thread alone.
 */
final class EncoderRehearsal {

    /** The encoder takes new memory for each of its first four. */
    private static final int PICTURES = 6;

    /** The muxer repeats the stream's tables after 100 ms: they come with the first picture. */
    private static final long BEFORE_MILLIS = 150;

    private EncoderRehearsal() {}

    /**
     * Encodes the picture some times, as if it had been captured just before the recording's start.
     * It should be much like the first one: encoders that work to a rate judge by what came before.
     * Does nothing with a picture that the encoder would have to be given in another size.
     *
     * @param picture whole; the caller's reference
     * @param goesOn asked before each encoding whether there is time for it
     * @throws EncoderException when the encoder does not give a packet for each picture: it is of
     *     no use then
     */
    static void run(OpenedEncoder encoder, Frame picture, int fps, BooleanSupplier goesOn)
            throws EncoderException {
        if (!picture.whole() || !picture.format().equals(encoder.canvas())) {
            return;
        }
        H264Stream stream = encoder.stream();
        picture.provide();
        for (int left = PICTURES; left > 0 && goesOn.getAsBoolean(); left--) {
            encoder.picture().convert(picture.pixels(), picture.format(), picture.valid());
            stream.rehearse(
                    encoder.picture().buffer(),
                    -left * TimeUnit.SECONDS.toMillis(1) / fps - BEFORE_MILLIS,
                    left == PICTURES);
            int units = stream.output().units();
            stream.output().discardUnkept();
            if (units != 1) {
                throw new EncoderException(
                        Reason.REJECTED,
                        "The encoder gave " + units + " packets for a picture of the rehearsal.");
            }
        }
    }
}

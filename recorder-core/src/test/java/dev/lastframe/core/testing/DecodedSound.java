package dev.lastframe.core.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What is heard in a file: the left channel at 48 kHz, from the file's time 0 on. */
public final class DecodedSound {

    public static final int RATE = 48_000;

    private final double[] samples;

    private DecodedSound(double[] samples) {
        this.samples = samples;
    }

    /** Decodes the first track of sound. */
    public static DecodedSound of(Path file) {
        ShortBuffer read =
                ByteBuffer.wrap(
                                Ffmpeg.output(
                                        List.of(
                                                "-i",
                                                file.toString(),
                                                "-map",
                                                "0:a:0",
                                                "-af",
                                                "aresample=async=1:first_pts=0,pan=mono|c0=c0",
                                                "-f",
                                                "s16le",
                                                "pipe:1")))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
        double[] values = new double[read.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read.get(i) / (double) Short.MAX_VALUE;
        }
        return new DecodedSound(values);
    }

    public double seconds() {
        return (double) samples.length / RATE;
    }

    /**
     * The amplitude of one frequency in half a second, 1 for full scale: of tenths of a second, as
     * the speed may change a little.
     *
     * @param second where the half second begins
     */
    public double level(double second, double hertz) {
        int piece = RATE / 10;
        int from = (int) (second * RATE);
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum +=
                    amplitude(
                            Arrays.copyOfRange(samples, from + i * piece, from + (i + 1) * piece),
                            hertz);
        }
        return sum / 5;
    }

    /** One term of the Fourier transform, under a window. */
    private static double amplitude(double[] sound, double hertz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < sound.length; i++) {
            double phase = 2 * Math.PI * hertz * i / RATE;
            double window = 1 - Math.cos(2 * Math.PI * i / sound.length);
            real += sound[i] * window * Math.cos(phase);
            imaginary += sound[i] * window * Math.sin(phase);
        }
        return 2 * Math.hypot(real, imaginary) / sound.length;
    }
}

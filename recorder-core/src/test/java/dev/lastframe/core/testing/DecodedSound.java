package dev.lastframe.core.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is heard in a file: the left channel at 48 kHz, from the file's time 0 on. */
public final class DecodedSound {

    public static final int RATE = 48_000;

    /** A note this far from the nearest that is looked for is found a little too quiet. */
    private static final double NEAR_HERTZ = 5;

    private final double[] samples;

    private DecodedSound(double[] samples) {
        this.samples = samples;
    }

    /** Decodes the first track of sound. */
    public static DecodedSound of(Path file) {
        return of(file, 0);
    }

    /**
     * Decodes a track of sound.
     *
     * @param track counted from 0
     */
    public static DecodedSound of(Path file, int track) {
        ShortBuffer read =
                ByteBuffer.wrap(
                                Ffmpeg.output(
                                        List.of(
                                                "-i",
                                                file.toString(),
                                                "-map",
                                                "0:a:" + track,
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

    /** How many tracks of sound a file has. */
    public static int tracks(Path file) {
        String listed =
                new String(
                        Ffmpeg.output(
                                List.of(
                                        "-i",
                                        file.toString(),
                                        "-map",
                                        "0:a?",
                                        "-map",
                                        "0:v:0",
                                        "-t",
                                        "0.1",
                                        "-c",
                                        "copy",
                                        "-f",
                                        "framecrc",
                                        "pipe:1")),
                        StandardCharsets.US_ASCII);
        return (int) listed.lines().filter(line -> line.matches("#media_type \\d+: audio")).count();
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
        return level(second, second + 0.5, hertz);
    }

    /** The same from one second to another. */
    public double level(double second, double until, double hertz) {
        int piece = RATE / 10;
        int from = (int) (second * RATE);
        int pieces = (int) Math.round((until - second) * 10);
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            sum +=
                    amplitude(
                            Arrays.copyOfRange(samples, from + i * piece, from + (i + 1) * piece),
                            hertz);
        }
        return sum / pieces;
    }

    /**
     * The amplitude of one frequency between two seconds that are not far apart, 1 for full scale.
     *
     * @param second where the piece begins; all of it is in the file
     * @param seconds how long it is: pitches that differ by less than two in this time are one
     */
    public double amplitude(double second, double seconds, double hertz) {
        int from = (int) (second * RATE);
        int until = Math.min(samples.length, from + (int) (seconds * RATE));
        return amplitude(Arrays.copyOfRange(samples, from, until), hertz);
    }

    /**
     * As {@link #level(double, double)}, of the strongest frequency within four per cent of this
     * one: what has just begun, or was off, is played up to three per cent faster or slower until
     * it is in step.
     */
    public double levelAbout(double second, double hertz) {
        double most = 0;
        for (double near = hertz * 0.96; near <= hertz * 1.04; near += NEAR_HERTZ) {
            most = Math.max(most, level(second, near));
        }
        return most;
    }

    /** The largest step from one sample to the next between two seconds, 1 for full scale. */
    public double largestStep(double second, double until) {
        double most = 0;
        for (int i = (int) (second * RATE) + 1; i < (int) (until * RATE); i++) {
            most = Math.max(most, Math.abs(samples[i] - samples[i - 1]));
        }
        return most;
    }

    /** Seconds at which it becomes loud after a quarter of a second of quiet. */
    public List<Double> beeps() {
        List<Double> seconds = new ArrayList<>();
        int quietSince = 0;
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 0.1) {
                if (i - quietSince > RATE / 4) {
                    seconds.add(i / (double) RATE);
                }
                quietSince = i;
            }
        }
        return seconds;
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

package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConverterTest {

    private static final double HERTZ = 440;
    private static final double AMPLITUDE = 0.25;
    private static final int PIECES = 100;

    @ParameterizedTest
    @CsvSource({"8000, 1", "44100, 1", "48000, 1", "48000, 2", "192000, 8"})
    void aToneIsAsLoudAndAsHighAsItWas(int rate, int channels) throws SoundException {
        float[] heard = new float[2 * SoundFeed.RATE * SoundFeed.CHANNELS];
        int filled = 0;
        int piece = rate / 50;
        try (Converter converter = new Converter(rate, channels)) {
            for (int i = 0; i < PIECES; i++) {
                SoundBlock block = tone(rate, channels, i * piece, piece);
                int count = converter.convert(block) * SoundFeed.CHANNELS;
                System.arraycopy(converter.samples(), 0, heard, filled, count);
                filled += count;
            }
        }

        assertThat(filled).isGreaterThan((int) (1.9 * SoundFeed.RATE * SoundFeed.CHANNELS));
        for (int channel = 0; channel < SoundFeed.CHANNELS; channel++) {
            double decibels = 20 * Math.log10(amplitude(heard, channel) / AMPLITUDE);
            assertThat(decibels).as("channel %d", channel).isCloseTo(0, within(1.0));
        }
    }

    /** In the first two channels, which are left and right, or the only one. */
    private static SoundBlock tone(int rate, int channels, int from, int count) {
        short[] samples = new short[count * channels];
        for (int i = 0; i < count; i++) {
            double phase = 2 * Math.PI * HERTZ * (from + i) / rate;
            for (int channel = 0; channel < Math.min(2, channels); channel++) {
                samples[i * channels + channel] =
                        (short) (AMPLITUDE * Short.MAX_VALUE * Math.sin(phase));
            }
        }
        return new SoundBlock(rate, channels, samples, 0);
    }

    /** Of the second that begins after half a second. */
    private static double amplitude(float[] sound, int channel) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < SoundFeed.RATE; i++) {
            double phase = 2 * Math.PI * HERTZ * i / SoundFeed.RATE;
            double value = sound[(SoundFeed.RATE / 2 + i) * SoundFeed.CHANNELS + channel];
            real += value * Math.cos(phase);
            imaginary += value * Math.sin(phase);
        }
        return 2 * Math.hypot(real, imaginary) / SoundFeed.RATE;
    }
}

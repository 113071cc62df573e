package dev.lastframe.core.session;

import dev.lastframe.core.sound.SoundBlock;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundException;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundSource;
import dev.lastframe.core.sound.SoundSystem;
import dev.lastframe.core.time.NanoClock;
import java.util.List;
import java.util.Optional;

/**
 * A computer with one microphone, which always hears the same tone. What it plays cannot be had.
 * Callable by any thread.
 */
final class MadeSound implements SoundSystem {

    static final String NO_SYSTEM_SOUND = "This computer gives nobody what it plays.";

    static final double HERTZ = 440;
    static final double AMPLITUDE = 0.5;

    private static final int RATE = 48_000;
    private static final int PIECE = RATE / 50;

    @Override
    public void reach() {}

    @Override
    public List<SoundDevice> devices() {
        return List.of(new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true));
    }

    @Override
    public Optional<String> without(SoundKind kind) {
        return kind == SoundKind.SYSTEM ? Optional.of(NO_SYSTEM_SOUND) : Optional.empty();
    }

    @Override
    public SoundSource open(SoundDevice device) {
        return new Tone();
    }

    private static final class Tone implements SoundSource {

        private final NanoClock clock = NanoClock.system();
        private final long startNanos = clock.nanoTime();
        private long given;

        @Override
        public SoundBlock read() throws SoundException {
            long endNanos = startNanos + (given + PIECE) * 1_000_000_000L / RATE;
            try {
                clock.sleepUntil(endNanos);
            } catch (InterruptedException ended) {
                throw new SoundException("Nobody listens any more.");
            }
            short[] samples = new short[PIECE * 2];
            for (int i = 0; i < PIECE; i++) {
                double phase = 2 * Math.PI * HERTZ * (given + i) / RATE;
                samples[2 * i] = (short) (AMPLITUDE * Short.MAX_VALUE * Math.sin(phase));
                samples[2 * i + 1] = samples[2 * i];
            }
            given += PIECE;
            return new SoundBlock(RATE, 2, samples, endNanos);
        }

        @Override
        public void close() {}
    }
}

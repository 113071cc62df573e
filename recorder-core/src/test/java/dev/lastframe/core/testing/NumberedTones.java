package dev.lastframe.core.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Short tones without a gap whose pitch tells which one it is, played into a sink until it is
 * closed, by a thread of its own that writes down when each is heard. Seven pitches follow each
 * other over and over: in a file a tone is known by its pitch and about where it is.
 */
public final class NumberedTones implements AutoCloseable {

    /** How long each is heard. */
    public static final long TONE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = PulsePlayer.RATE;
    private static final int TONE_SAMPLES = (int) (RATE * TONE_NANOS / 1_000_000_000);

    /** A busy computer leaves no gap in them. */
    private static final int AHEAD_MILLIS = 500;

    private static final double AMPLITUDE = 0.25;
    private static final double SECONDS = TONE_NANOS / 1e9;

    /** A pitch is sought in the middle of where its tone is. */
    private static final double SOUGHT_SECONDS = SECONDS / 2;

    /** Sound is in step with its time by half of that; a tone of the same pitch is far away. */
    private static final double NEAR_SECONDS = 0.04;

    private static final double STEP_SECONDS = 0.004;
    private static final int PITCHES = 7;

    /** Whole waves in a tone, so that no click is where the next begins. */
    private static final double LEAST_HERTZ = 700;

    private static final double MORE_HERTZ = 250;

    /** Less is no tone. */
    private static final double LEAST_PART = 0.4;

    private final String server;
    private final String sink;
    private final List<Tone> played = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    /**
     * One of them.
     *
     * @param heardNanos when its beginning was heard, in {@code System.nanoTime()}
     */
    public record Tone(int number, long heardNanos) {

        /** When it was heard to its end. */
        public long endNanos() {
            return heardNanos + TONE_NANOS;
        }
    }

    private NumberedTones(String server, String sink) {
        this.server = server;
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name("numbered tones").unstarted(this::play);
    }

    /** Begins to play. */
    public static NumberedTones start(SoundServer server, String sink) {
        NumberedTones tones = new NumberedTones(server.address(), sink);
        tones.thread.start();
        return tones;
    }

    /** All that were given to the server by now, in order; some will be heard later. */
    public List<Tone> played() {
        return List.copyOf(played);
    }

    /** The last of them that is in a file. */
    public Optional<Tone> lastIn(DecodedSound sound, long fileStartNanos) {
        return played().reversed().stream()
                .filter(tone -> isIn(sound, tone, (tone.heardNanos - fileStartNanos) / 1e9))
                .findFirst();
    }

    private static boolean isIn(DecodedSound sound, Tone tone, double second) {
        for (double off = -NEAR_SECONDS; off <= NEAR_SECONDS; off += STEP_SECONDS) {
            double from = second + off + (SECONDS - SOUGHT_SECONDS) / 2;
            if (from >= 0
                    && from + SOUGHT_SECONDS <= sound.seconds()
                    && sound.amplitude(from, SOUGHT_SECONDS, hertz(tone.number))
                            > LEAST_PART * AMPLITUDE) {
                return true;
            }
        }
        return false;
    }

    private static double hertz(int number) {
        return LEAST_HERTZ + MORE_HERTZ * (number % PITCHES);
    }

    private void play() {
        try (PulsePlayer player = PulsePlayer.open(server, sink, 1, AHEAD_MILLIS)) {
            boolean taken = true;
            for (int number = 0; taken && !over; number++) {
                played.add(new Tone(number, player.heardAtNanos()));
                taken = player.write(samples(number));
            }
        }
    }

    private static short[] samples(int number) {
        short[] samples = new short[TONE_SAMPLES];
        for (int i = 0; i < TONE_SAMPLES; i++) {
            double phase = 2 * Math.PI * hertz(number) * i / RATE;
            samples[i] = (short) (AMPLITUDE * Short.MAX_VALUE * Math.sin(phase));
        }
        return samples;
    }

    /** Returns when it has ended. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join(LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

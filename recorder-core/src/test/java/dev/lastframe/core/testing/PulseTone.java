package dev.lastframe.core.testing;

import java.time.Duration;

/** A sine tone that is played into a sink until it is closed, by a thread of its own. */
public final class PulseTone implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = PulsePlayer.RATE;

    /** Samples at once. */
    private static final int PIECE = RATE / 50;

    private final String server;
    private final String sink;
    private final double hertz;
    private final double amplitude;
    private final Thread thread;
    private volatile boolean over;

    private PulseTone(String server, String sink, double hertz, double amplitude) {
        this.server = server;
        this.sink = sink;
        this.hertz = hertz;
        this.amplitude = amplitude;
        this.thread = Thread.ofPlatform().daemon().name("tone").unstarted(this::play);
    }

    /**
     * Begins to play; ends by itself where the server does.
     *
     * @param amplitude 1 for full scale
     */
    public static PulseTone start(SoundServer server, String sink, double hertz, double amplitude) {
        PulseTone tone = new PulseTone(server.address(), sink, hertz, amplitude);
        tone.thread.start();
        return tone;
    }

    private void play() {
        try (PulsePlayer player = PulsePlayer.open(server, sink, 1)) {
            boolean taken = true;
            for (long at = 0; taken && !over; at += PIECE) {
                short[] samples = new short[PIECE];
                for (int i = 0; i < PIECE; i++) {
                    double phase = 2 * Math.PI * hertz * (at + i) / RATE;
                    samples[i] = (short) (amplitude * Short.MAX_VALUE * Math.sin(phase));
                }
                taken = player.write(samples);
            }
        }
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

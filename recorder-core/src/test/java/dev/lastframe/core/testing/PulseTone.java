package dev.lastframe.core.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sine tone that is played into a sink until it is closed, always or in a short beep each second,
 * by a thread of its own.
 */
public final class PulseTone implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = PulsePlayer.RATE;

    /** Samples at once. */
    private static final int PIECE = RATE / 100;

    private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** When a tone is heard that is always the same is nobody's concern. */
    private static final int AHEAD_MILLIS = 500;

    private static final int PIECES_A_BEEP = 5;
    private static final int PIECES_A_SECOND = 100;

    private final String server;
    private final String sink;
    private final int channels;
    private final double hertz;
    private final double amplitude;

    /** Told of each beep; null where it is played always. */
    private final @Nullable LongConsumer beeps;

    /** What is heard that much later than was told was not played in time. */
    private static final long SLIP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<Long> slipped = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    private PulseTone(
            String server,
            String sink,
            int channels,
            double hertz,
            double amplitude,
            @Nullable LongConsumer beeps) {
        this.server = server;
        this.sink = sink;
        this.channels = channels;
        this.hertz = hertz;
        this.amplitude = amplitude;
        this.beeps = beeps;
        this.thread = Thread.ofPlatform().daemon().name("tone").unstarted(this::play);
    }

    /**
     * Begins to play; ends by itself where the server does.
     *
     * @param amplitude 1 for full scale
     */
    public static PulseTone start(SoundServer server, String sink, double hertz, double amplitude) {
        return start(server, sink, 1, hertz, amplitude);
    }

    /** The same of several channels. */
    public static PulseTone start(
            SoundServer server, String sink, int channels, double hertz, double amplitude) {
        return started(new PulseTone(server.address(), sink, channels, hertz, amplitude, null));
    }

    /**
     * Beeps for a twentieth of a second each second, first after one of them.
     *
     * @param heardAt told by the tone's thread when the next one will be heard, in {@code
     *     System.nanoTime()}
     */
    public static PulseTone beep(
            SoundServer server, String sink, double hertz, double amplitude, LongConsumer heardAt) {
        return started(new PulseTone(server.address(), sink, 2, hertz, amplitude, heardAt));
    }

    private static PulseTone started(PulseTone tone) {
        tone.thread.start();
        return tone;
    }

    /**
     * What was heard later than it should be, as a busy computer let this thread wait: of beeps the
     * moments that were told, of a tone those at which it may have been torn; in {@code
     * System.nanoTime()}.
     */
    public List<Long> slipped() {
        return List.copyOf(slipped);
    }

    private void play() {
        LongConsumer told = beeps;
        try (PulsePlayer player =
                told == null
                        ? PulsePlayer.open(server, sink, channels, AHEAD_MILLIS)
                        : PulsePlayer.open(server, sink, channels)) {
            boolean taken = true;
            long before = System.nanoTime();
            for (long piece = 0; taken && !over; piece++) {
                long inSecond = piece % PIECES_A_SECOND;
                long heardAt = 0;
                if (told != null && inSecond == 0 && piece > 0) {
                    heardAt = player.heardAtNanos();
                    told.accept(heardAt);
                }
                boolean heard = told == null || inSecond < PIECES_A_BEEP;
                short[] samples = new short[PIECE * channels];
                for (int i = 0; heard && i < PIECE; i++) {
                    double phase = 2 * Math.PI * hertz * (piece * PIECE + i) / RATE;
                    short value = (short) (amplitude * Short.MAX_VALUE * Math.sin(phase));
                    for (int c = 0; c < channels; c++) {
                        samples[i * channels + c] = value;
                    }
                }
                taken = player.write(samples);
                long now = System.nanoTime();
                if (told == null
                        && now - before > TimeUnit.MILLISECONDS.toNanos(AHEAD_MILLIS) / 2) {
                    slipped.add(now);
                }
                before = now;
                if (heardAt != 0 && taken) {
                    long really = player.heardAtNanos() - PIECE_NANOS;
                    if (really - heardAt > SLIP_NANOS) {
                        slipped.add(heardAt);
                    }
                }
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

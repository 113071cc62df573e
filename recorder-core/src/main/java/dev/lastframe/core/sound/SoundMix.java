package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What goes into one track of sound: some of a recording's sources, in step with the picture. As
 * {@link SoundFeed} used by the encoder's thread; all else by any.
 */
final class SoundMix implements SoundFeed {

    /** So long a source's samples are waited for; what comes later is replaced by silence. */
    static final long PATIENCE_SAMPLES = 7L * RATE / 10;

    /** Where no device is open, silence follows the picture at this distance. */
    private static final long USUAL_LAG_SAMPLES = RATE / 10;

    /**
     * Of less nobody is told: while pictures come, ten and more a second, they take it before. More
     * than a fragment, so that it is told of every second one: each time costs the encoder as much
     * again as the sound itself.
     */
    private static final long MOMENT_SAMPLES = 9L * RATE / 100;

    private static final long LAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<Voice> voices;
    private final NanoClock clock;
    private final SoundTrack.Listener listener;

    private volatile @Nullable SoundTimes times;
    private volatile boolean failed;

    /** Told when there is more. */
    private volatile Runnable told = () -> {};

    /** Up to here the encoder's thread, which alone writes it, has taken samples. */
    private volatile long position;

    SoundMix(List<Voice> voices, NanoClock clock, SoundTrack.Listener listener) {
        this.voices = List.copyOf(voices);
        this.clock = clock;
        this.listener = listener;
    }

    /** From now on what the sources give is kept. */
    void begin(SoundTimes recording) {
        times = recording;
        voices.forEach(voice -> {
            voice.line().whenMore(this::came);
            voice.line().begin(recording);
        });
    }

    @Override
    public void whenMore(Runnable more) {
        told = more;
    }

    /** Called by the sources' threads. */
    private void came() {
        SoundTimes recording = times;
        if (recording != null && !failed && until(recording) - position >= MOMENT_SAMPLES) {
            told.run();
        }
    }

    @Override
    public void startAt(long micros) {
        position = samples(micros);
        voices.forEach(voice -> voice.line().skipTo(position));
    }

    @Override
    public int take(float[] into) {
        SoundTimes recording = times;
        if (recording == null || failed) {
            return 0;
        }
        return give(into, until(recording));
    }

    /** Up to here it can be taken at this moment. */
    private long until(SoundTimes recording) {
        long now = samples(recording.micros(clock.nanoTime()));
        return Math.max(now - PATIENCE_SAMPLES, Math.min(now, ready(now)));
    }

    @Override
    public int takeLast(float[] into, long untilMicros) throws InterruptedException {
        if (times == null || failed) {
            return 0;
        }
        long until = samples(untilMicros);
        long deadline = clock.nanoTime() + LAST_PATIENCE_NANOS;
        while (ready(Long.MAX_VALUE) < until && clock.nanoTime() < deadline) {
            clock.sleepUntil(clock.nanoTime() + LOOK_NANOS);
        }
        return give(into, until);
    }

    @Override
    public long nowMicros() {
        SoundTimes recording = times;
        return recording == null ? 0 : recording.micros(clock.nanoTime());
    }

    @Override
    public void failed(String why) {
        if (!failed) {
            failed = true;
            Set<SoundKind> kinds = EnumSet.noneOf(SoundKind.class);
            voices.forEach(voice -> kinds.add(voice.kind()));
            listener.failed(kinds, why);
            voices.forEach(Voice::end);
        }
    }

    private long ready(long now) {
        long least = Long.MAX_VALUE;
        for (Voice voice : voices) {
            least = Math.min(least, voice.line().ready());
        }
        return least == Long.MAX_VALUE ? now - USUAL_LAG_SAMPLES : least;
    }

    private int give(float[] into, long until) {
        long from = position;
        int count = Math.clamp(until - from, 0, into.length / CHANNELS);
        if (count > 0) {
            Arrays.fill(into, 0, count * CHANNELS, 0);
            for (Voice voice : voices) {
                voice.line().take(from, from + count, into, voice.factor());
            }
            for (int i = 0; i < count * CHANNELS; i++) {
                into[i] = Math.clamp(into[i], -1f, 1f);
            }
            position = from + count;
        }
        return count;
    }

    private static long samples(long micros) {
        return micros * RATE / 1_000_000;
    }
}

package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of one recording: reads its sources, keeps them in step with the picture, and mixes
 * them. Every method may be called by any thread unless it says otherwise.
 */
public final class SoundTrack implements SoundFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoundTrack.class);

    /** So long a source's samples are waited for; what comes later is replaced by silence. */
    static final long PATIENCE_SAMPLES = 7L * RATE / 10;

    /** Where no device is open, silence follows the picture at this distance. */
    private static final long USUAL_LAG_SAMPLES = RATE / 10;

    private static final long LAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Told by threads of its own; must not block. */
    public interface Listener {

        /** A source gives sound. */
        void opened(SoundKind kind, SoundDevice device);

        /** A source gives no sound at present; it is tried again and again. */
        void gone(SoundKind kind, String why);

        /** No sound is recorded any more. */
        void failed(String why);
    }

    private final SoundSystem system;
    private final NanoClock clock;
    private final Listener listener;
    private final List<Voice> voices = new ArrayList<>();
    private final Thread watch;

    private volatile @Nullable SoundTimes times;
    private volatile boolean closed;
    private volatile boolean failed;

    /** Sources that were told of because they did not answer; used by the watch. */
    private final Set<SoundKind> slow = EnumSet.noneOf(SoundKind.class);

    /** Used by the encoder's thread. */
    private long position;

    private record Voice(SoundLine line, SoundReader reader, Loudness loudness) {}

    private static final class Loudness {
        volatile float gain;
        volatile boolean muted;

        float factor() {
            return muted ? 0 : gain;
        }
    }

    private SoundTrack(SoundSystem system, NanoClock clock, Listener listener) {
        this.system = system;
        this.clock = clock;
        this.listener = listener;
        this.watch =
                Thread.ofPlatform().daemon().name("lastframe-sound-watch").unstarted(this::watch);
    }

    /**
     * Begins to open the sources; nothing is kept yet. Never blocks.
     *
     * @param plan at least one source
     */
    public static SoundTrack open(
            SoundSystem system, SoundPlan plan, NanoClock clock, Listener listener) {
        SoundTrack track = new SoundTrack(system, clock, listener);
        for (SoundPlan.Source source : plan.sources()) {
            SoundLine line = new SoundLine();
            SoundReader reader =
                    new SoundReader(system, source.choice(), clock, line, track.new Told());
            Loudness loudness = new Loudness();
            loudness.gain = source.gain();
            loudness.muted = source.muted();
            track.voices.add(new Voice(line, reader, loudness));
        }
        track.voices.forEach(voice -> voice.reader.start());
        track.watch.start();
        return track;
    }

    /**
     * Waits until it is known whether there is a sound server, for so long at most.
     *
     * @return false where there is none; true also where nobody knows
     */
    public boolean awaitReached(long nanos) throws InterruptedException {
        long deadline = clock.nanoTime() + nanos;
        boolean there = false;
        for (Voice voice : voices) {
            there |= await(voice.reader.reached(), deadline, true);
        }
        return there;
    }

    /** Waits until every source was tried, for so long at most. */
    public void awaitTried(long nanos) throws InterruptedException {
        long deadline = clock.nanoTime() + nanos;
        for (Voice voice : voices) {
            var _ = await(voice.reader.tried(), deadline, false);
        }
    }

    private boolean await(CompletableFuture<Boolean> known, long deadline, boolean otherwise)
            throws InterruptedException {
        try {
            return known.get(Math.max(0, deadline - clock.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return otherwise;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    /** From now on what the sources give is kept. */
    public void begin(SoundTimes recording) {
        times = recording;
        voices.forEach(voice -> voice.line.begin(recording));
    }

    // ---- while it runs

    /** Changes how loud a source is in the recording; 1 as it is. */
    public void loudness(SoundKind kind, float gain, boolean muted) {
        for (Voice voice : voices) {
            if (voice.reader.choice().kind() == kind) {
                voice.loudness.gain = gain;
                voice.loudness.muted = muted;
            }
        }
    }

    /** What became of the samples of each source. */
    public Map<SoundKind, SoundAccount> accounts() {
        Map<SoundKind, SoundAccount> all = new EnumMap<>(SoundKind.class);
        for (Voice voice : voices) {
            all.put(voice.reader.choice().kind(), voice.line.account());
        }
        return all;
    }

    /** What is heard of each source since this was asked last; for one caller. */
    public Map<SoundKind, SoundLevel> levels() {
        Map<SoundKind, SoundLevel> all = new EnumMap<>(SoundKind.class);
        for (Voice voice : voices) {
            all.put(voice.reader.choice().kind(), voice.reader.level());
        }
        return all;
    }

    // ---- the encoder's side

    @Override
    public void startAt(long micros) {
        position = samples(micros);
        voices.forEach(voice -> voice.line.skipTo(position));
    }

    @Override
    public int take(float[] into) {
        SoundTimes recording = times;
        if (recording == null || failed) {
            return 0;
        }
        long now = samples(recording.micros(clock.nanoTime()));
        return give(into, Math.max(now - PATIENCE_SAMPLES, Math.min(now, ready(now))));
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
            listener.failed(why);
            voices.forEach(voice -> voice.reader.close());
            voices.forEach(voice -> voice.line.end());
        }
    }

    private long ready(long now) {
        long least = Long.MAX_VALUE;
        for (Voice voice : voices) {
            least = Math.min(least, voice.line.ready());
        }
        return least == Long.MAX_VALUE ? now - USUAL_LAG_SAMPLES : least;
    }

    private int give(float[] into, long until) {
        int count = Math.clamp(until - position, 0, into.length / CHANNELS);
        if (count > 0) {
            Arrays.fill(into, 0, count * CHANNELS, 0);
            for (Voice voice : voices) {
                voice.line.take(position, position + count, into, voice.loudness.factor());
            }
            for (int i = 0; i < count * CHANNELS; i++) {
                into[i] = Math.clamp(into[i], -1f, 1f);
            }
            position += count;
        }
        return count;
    }

    private static long samples(long micros) {
        return micros * RATE / 1_000_000;
    }

    // ---- the devices

    /** A default that changes is followed, and a chosen device that is back is taken again. */
    private void watch() {
        while (!closed && !failed) {
            try {
                clock.sleepUntil(clock.nanoTime() + WATCH_NANOS);
                tellSlow();
                List<SoundDevice> present = system.devices();
                for (Voice voice : voices) {
                    voice.reader.choice().among(present).ifPresent(voice.reader::prefer);
                }
            } catch (SoundException unknown) {
                LOG.debug("the devices are not known: {}", unknown.getMessage());
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** A device that gives nothing at all has not been told of by its reader, which waits. */
    private void tellSlow() {
        for (Voice voice : voices) {
            SoundKind kind = voice.reader.choice().kind();
            if (!voice.reader.tried().isDone() && slow.add(kind)) {
                listener.gone(kind, "Its device gives nothing.");
            }
        }
    }

    /** Ends the sources; what they gave can still be taken. Never blocks. */
    public void stop() {
        closed = true;
        watch.interrupt();
        voices.forEach(voice -> voice.reader.close());
    }

    /** Nothing is taken any more. */
    @Override
    public void close() {
        stop();
        voices.forEach(voice -> voice.line.end());
    }

    private final class Told implements SoundReader.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {
            listener.opened(kind, device);
        }

        @Override
        public void gone(SoundKind kind, String why) {
            listener.gone(kind, why);
        }
    }
}

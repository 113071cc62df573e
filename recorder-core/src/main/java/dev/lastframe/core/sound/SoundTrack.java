package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.util.ArrayList;
import java.util.EnumMap;
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
 * them, or keeps the microphone apart. Every method may be called by any thread.
 */
public final class SoundTrack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoundTrack.class);
    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** So often the devices are asked for although nothing is told of them, in watches. */
    private static final int ASKED_ANYWAY = 15;

    /** Told by threads of its own; must not block. */
    public interface Listener {

        /** A source gives sound. */
        void opened(SoundKind kind, SoundDevice device);

        /** A source gives no sound at present; it is tried again and again. */
        void gone(SoundKind kind, String why);

        /** A device does what is made up for, but should be known; its sound is recorded. */
        void odd(SoundKind kind, String what);

        /** Nothing of these sources is recorded any more. */
        void failed(Set<SoundKind> kinds, String why);
    }

    private final SoundSystem system;
    private final NanoClock clock;
    private final List<Voice> voices = new ArrayList<>();

    /** What is mixed beside the picture; null where nothing is. */
    private final @Nullable SoundMix mixed;

    /** The microphone, where it has a track of its own. */
    private final @Nullable SoundMix apart;

    private final Thread watch;
    private volatile boolean closed;

    private SoundTrack(SoundSystem system, SoundPlan plan, NanoClock clock, Listener listener) {
        this.system = system;
        this.clock = clock;
        List<Voice> together = new ArrayList<>();
        List<Voice> alone = new ArrayList<>();
        for (SoundPlan.Source source : plan.sources()) {
            SoundLine line = new SoundLine();
            SoundReader reader =
                    new SoundReader(system, source.choice(), clock, line, new Told(listener));
            Voice voice = new Voice(line, reader, source);
            voices.add(voice);
            boolean own = plan.microphoneApart() && voice.kind() == SoundKind.MICROPHONE;
            (own ? alone : together).add(voice);
        }
        this.mixed = together.isEmpty() ? null : new SoundMix(together, clock, listener);
        this.apart = alone.isEmpty() ? null : new SoundMix(alone, clock, listener);
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
        SoundTrack track = new SoundTrack(system, plan, clock, listener);
        track.voices.forEach(voice -> voice.reader().start());
        track.watch.start();
        return track;
    }

    /** What belongs into the recording's own file; null where nothing does. */
    public @Nullable SoundFeed mixed() {
        return mixed;
    }

    /** The microphone alone, for a file of its own; null where it has none. */
    public @Nullable SoundFeed apart() {
        return apart;
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
            there |= await(voice.reader().reached(), deadline, true);
        }
        return there;
    }

    /** Waits until every source was tried, for so long at most. */
    public void awaitTried(long nanos) throws InterruptedException {
        long deadline = clock.nanoTime() + nanos;
        for (Voice voice : voices) {
            var _ = await(voice.reader().tried(), deadline, false);
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
        if (mixed != null) {
            mixed.begin(recording);
        }
        if (apart != null) {
            apart.begin(recording);
        }
    }

    // ---- while it runs

    /** Changes how loud a source is in the recording; 1 as it is. */
    public void loudness(SoundKind kind, float gain, boolean muted) {
        for (Voice voice : voices) {
            if (voice.kind() == kind) {
                voice.loudness(gain, muted);
            }
        }
    }

    /** What became of the samples of each source. */
    public Map<SoundKind, SoundAccount> accounts() {
        Map<SoundKind, SoundAccount> all = new EnumMap<>(SoundKind.class);
        for (Voice voice : voices) {
            all.put(voice.kind(), voice.line().account());
        }
        return all;
    }

    /** What is heard of each source since this was asked last; for one caller. */
    public Map<SoundKind, SoundLevel> levels() {
        Map<SoundKind, SoundLevel> all = new EnumMap<>(SoundKind.class);
        for (Voice voice : voices) {
            all.put(voice.kind(), voice.reader().level());
        }
        return all;
    }

    // ---- the devices

    /** A default that changes is followed, and a chosen device that is back is taken again. */
    private void watch() {
        long seen = SoundSystem.UNKNOWN;
        int since = 0;
        while (!closed && voices.stream().anyMatch(voice -> !voice.reader().isClosed())) {
            try {
                clock.sleepUntil(clock.nanoTime() + WATCH_NANOS);
                // A device that gives nothing at all is not told of by its reader, which waits.
                voices.forEach(voice -> voice.reader().watch());
                long now = system.version();
                boolean known = now != SoundSystem.UNKNOWN && now == seen;
                if (known && ++since < ASKED_ANYWAY) {
                    continue;
                }
                List<SoundDevice> present = system.devices();
                seen = now;
                since = 0;
                for (Voice voice : voices) {
                    voice.reader().choice().among(present).ifPresent(voice.reader()::prefer);
                }
            } catch (SoundException unknown) {
                LOG.debug("the devices are not known: {}", unknown.getMessage());
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** Ends the sources; what they gave can still be taken. Never blocks. */
    public void stop() {
        closed = true;
        watch.interrupt();
        voices.forEach(voice -> voice.reader().close());
    }

    /** Nothing is taken any more. */
    @Override
    public void close() {
        stop();
        voices.forEach(voice -> voice.line().end());
    }

    private record Told(Listener listener) implements SoundReader.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {
            listener.opened(kind, device);
        }

        @Override
        public void gone(SoundKind kind, String why) {
            listener.gone(kind, why);
        }

        @Override
        public void odd(SoundKind kind, String what) {
            listener.odd(kind, what);
        }
    }
}

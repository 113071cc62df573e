package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens before anything is recorded: tells which devices there are and how loud those are that a
 * person wants to record, so that one sees that a microphone works. Every method may be called by
 * any thread and returns at once; what blocks, and whatever loads FFmpeg, happens on threads of its
 * own.
 */
public final class SoundMonitor implements SoundListening {

    private static final Logger LOG = LoggerFactory.getLogger(SoundMonitor.class);
    private static final long LEVELS_MILLIS = 100;
    private static final long DEVICES_MILLIS = 2000;

    /** So often the devices are asked for although nothing is told of them. */
    private static final int ASKED_ANYWAY = 15;

    /** A meter falls by so much at once. */
    private static final int FALL = 3;

    private final SoundSystem system;
    private final NanoClock clock;
    private final Consumer<SoundNews> told;
    private final ScheduledExecutorService own =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lastframe-sound-monitor").factory());

    /**
     * Those that listen; guarded by itself. Opened and closed by whoever asks for it: the monitor's
     * own thread may hang behind a server that does not say what it has, and a microphone must not
     * stay open for that.
     */
    private final Map<SoundKind, SoundReader> readers = new EnumMap<>(SoundKind.class);

    /** Used by its own thread, as is all that follows. */
    private final Map<SoundKind, Integer> levels = new EnumMap<>(SoundKind.class);

    private long lookedNanos;
    private boolean looked;

    /** What the devices were when they were asked for last, see {@link SoundSystem#version}. */
    private long seen = SoundSystem.UNKNOWN;

    private int unasked;
    private List<SoundDevice> devices = List.of();
    private Optional<String> trouble = Optional.empty();
    private @Nullable SoundNews last;

    private volatile boolean closed;

    private SoundMonitor(SoundSystem system, NanoClock clock, Consumer<SoundNews> told) {
        this.system = system;
        this.clock = clock;
        this.told = told;
    }

    /**
     * Begins; no device is open yet.
     *
     * @param told of every change, ten times a second at most, by a thread of the monitor; must not
     *     block
     */
    public static SoundMonitor open(SoundSystem system, NanoClock clock, Consumer<SoundNews> told) {
        SoundMonitor monitor = new SoundMonitor(system, clock, told);
        monitor.own.execute(monitor::eachTime);
        return monitor;
    }

    @Override
    public void listenTo(List<SoundChoice> choices) {
        synchronized (readers) {
            readers.values()
                    .removeIf(reader -> {
                        boolean kept = !closed && choices.contains(reader.choice());
                        if (!kept) {
                            reader.close();
                        }
                        return !kept;
                    });
            if (!closed) {
                for (SoundChoice choice : choices) {
                    readers.computeIfAbsent(choice.kind(), kind -> reader(choice));
                }
            }
        }
        later(this::tell);
    }

    private List<SoundReader> listening() {
        synchronized (readers) {
            return List.copyOf(readers.values());
        }
    }

    private SoundReader reader(SoundChoice choice) {
        SoundReader reader = SoundReader.listening(system, choice, clock);
        reader.start();
        return reader;
    }

    private void eachTime() {
        if (closed) {
            return;
        }
        try {
            long now = clock.nanoTime();
            if (!looked || now - lookedNanos >= TimeUnit.MILLISECONDS.toNanos(DEVICES_MILLIS)) {
                listening().forEach(SoundReader::watch);
                lookIfNeeded();
                looked = true;
                lookedNanos = now;
            }
            tell();
        } finally {
            again();
        }
    }

    private void again() {
        boolean heard = trouble.isEmpty() && !listening().isEmpty();
        try {
            var _ =
                    own.schedule(
                            this::eachTime,
                            heard ? LEVELS_MILLIS : DEVICES_MILLIS,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException over) {
            LOG.debug("the monitor has ended");
        }
    }

    private void lookIfNeeded() {
        long version = system.version();
        boolean known = version != SoundSystem.UNKNOWN && version == seen && trouble.isEmpty();
        if (known && ++unasked < ASKED_ANYWAY) {
            return;
        }
        seen = version;
        unasked = 0;
        look();
    }

    private void look() {
        try {
            List<SoundDevice> present = system.devices();
            devices = present;
            trouble = Optional.empty();
            listening().forEach(reader -> reader.choice().among(present).ifPresent(reader::prefer));
        } catch (SoundException none) {
            devices = List.of();
            trouble = Optional.of(String.valueOf(none.getMessage()));
        } catch (RuntimeException | LinkageError broken) {
            if (!trouble.equals(Optional.of(SoundReader.BROKEN))) {
                LOG.error("the devices of sound could not be asked for", broken);
            }
            devices = List.of();
            trouble = Optional.of(SoundReader.BROKEN);
        }
    }

    private void tell() {
        Map<SoundKind, SoundLevel> heard = new EnumMap<>(SoundKind.class);
        for (SoundReader reader : listening()) {
            SoundKind kind = reader.choice().kind();
            SoundLevel level = reader.level();
            SoundLevel shown =
                    level.device().isPresent()
                            ? level.atLeast(levels.getOrDefault(kind, 0) - FALL)
                            : level;
            levels.put(kind, shown.level());
            heard.put(kind, shown);
        }
        SoundNews news = new SoundNews(devices, trouble, heard, SoundPlan.impossible(system));
        if (!closed && !news.equals(last)) {
            last = news;
            told.accept(news);
        }
    }

    private void later(Runnable task) {
        try {
            own.execute(() -> {
                if (!closed) {
                    task.run();
                }
            });
        } catch (RejectedExecutionException over) {
            LOG.debug("the monitor has ended");
        }
    }

    @Override
    public void close() {
        synchronized (readers) {
            closed = true;
            readers.values().forEach(SoundReader::close);
            readers.clear();
        }
        own.shutdown();
    }
}

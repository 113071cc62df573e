package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a device on a thread of its own, opens it again when it comes back, and follows the default
 * when that changes. Every method may be called by any thread and returns at once. A device that
 * answers nothing at all holds its thread, and nobody else.
 */
final class SoundReader implements AutoCloseable {

    /** What a person is told of a fault of the program; the log has the rest. */
    static final String BROKEN =
            "A part of Lastframe that hears sound failed: start it again, and report a bug if that"
                    + " does not help.";

    private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A device that is open and gives nothing for so long is told of. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Nobody misses anything meanwhile. */
    private static final long CALM_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Told on the reader's thread; must not block. */
    interface Listener {

        /** A device is open. */
        void opened(SoundKind kind, SoundDevice device);

        /** No device is open any more, none could be opened, or the one that is gives nothing. */
        void gone(SoundKind kind, String why);

        /** The device that is open does what is made up for; told once for each opening. */
        void odd(SoundKind kind, String what);
    }

    private final SoundSystem system;
    private final SoundChoice choice;
    private final NanoClock clock;

    /** Where samples go; null where they are only measured. */
    private final @Nullable SoundLine line;

    private final Meter meter = new Meter();
    private final Listener listener;
    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();
    private final CompletableFuture<Boolean> tried = new CompletableFuture<>();
    private final Thread thread;
    private final long retryNanos;
    private volatile boolean closed;

    /** Somebody was told that nothing is open yet; guarded by the future of the first try. */
    private boolean slowTold;

    /** What is read gives nothing, and somebody was told so; set under the same guard. */
    private volatile boolean quiet;

    /**
     * The device of which that was told since one was heard last, by its id; under the same guard.
     */
    private @Nullable String quietTold;

    /** When what is read gave something last, or was begun with. */
    private volatile long gaveNanos;

    private final Habits habits = new Habits();

    /** Used by the reader's thread. */
    private @Nullable Converter converter;

    /** The part of a sample that did not come out even, in 1/rate; the reader's thread. */
    private long rest;

    /** What should be open instead of what is; null while nobody knows better. */
    private volatile @Nullable SoundDevice wanted;

    private volatile @Nullable SoundDevice open;

    /** What is opened or read; null between two of them. */
    private volatile @Nullable SoundDevice reading;

    private volatile @Nullable SoundSource source;

    /** Why nothing is open; null where something is, or nobody knows yet. */
    private volatile @Nullable String trouble;

    SoundReader(
            SoundSystem system,
            SoundChoice choice,
            NanoClock clock,
            @Nullable SoundLine line,
            Listener listener) {
        this.system = system;
        this.choice = choice;
        this.clock = clock;
        this.line = line;
        this.listener = listener;
        this.retryNanos = line == null ? CALM_RETRY_NANOS : RETRY_NANOS;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("lastframe-sound-" + choice.kind().id())
                        .unstarted(this::run);
    }

    /** Measures a device, and keeps nothing of it. */
    static SoundReader listening(SoundSystem system, SoundChoice choice, NanoClock clock) {
        return new SoundReader(
                system,
                choice,
                clock,
                null,
                new Listener() {
                    @Override
                    public void opened(SoundKind kind, SoundDevice device) {}

                    @Override
                    public void gone(SoundKind kind, String why) {}

                    @Override
                    public void odd(SoundKind kind, String what) {}
                });
    }

    void start() {
        meter.begin(clock.nanoTime());
        thread.start();
    }

    /** Completed when it is known whether there is a server at all. */
    CompletableFuture<Boolean> reached() {
        return reached;
    }

    /** Completed when a device was opened for the first time, or could not be. */
    CompletableFuture<Boolean> tried() {
        return tried;
    }

    /** The device that is open; empty while none is. */
    Optional<SoundDevice> device() {
        return Optional.ofNullable(open);
    }

    /** What is heard since this was asked last. */
    SoundLevel level() {
        Optional<SoundDevice> device = device();
        return new SoundLevel(
                device,
                meter.takeLevel(),
                device.isPresent() && meter.silent(clock.nanoTime()),
                Optional.ofNullable(trouble));
    }

    SoundChoice choice() {
        return choice;
    }

    /** This device is the one to be read from now on. */
    void prefer(SoundDevice device) {
        wanted = device;
        // One that gives nothing would be waited for until it does.
        if ((quiet || open == null) && isLeft()) {
            giveUp();
        }
    }

    /** Whether what is read is not what should be. */
    private boolean isLeft() {
        SoundDevice device = reading;
        return device != null && !keeps(device);
    }

    private void giveUp() {
        SoundSource waited = source;
        if (waited != null) {
            waited.giveUp();
        }
    }

    /** Tells what the device does not do as it should; called every few seconds by one thread. */
    void watch() {
        if (reading == null) {
            tellSlow("The sound server does not answer yet.");
        } else {
            tellQuiet();
        }
        SoundLine heard = line;
        if (heard != null) {
            habits.odd(heard.clockOff()).ifPresent(this::tellOdd);
        }
    }

    /** What is read now is waited for by the reader's thread, which cannot tell it itself. */
    private void tellQuiet() {
        synchronized (tried) {
            // Not what is open: one that was switched to, and has given nothing yet.
            SoundDevice device = reading;
            if (device == null || quiet || clock.nanoTime() - gaveNanos <= QUIET_NANOS) {
                return;
            }
            quiet = true;
            // The other sources' sound would be as late as the longest that this one is waited for.
            attached(false);
            String why = "\"" + device.name() + "\" gives nothing.";
            trouble = why;
            // One that is tried again and again is told of once.
            if (!closed && !device.id().equals(quietTold)) {
                quietTold = device.id();
                LOG.info("no sound from {}: {}", choice.kind().id(), why);
                listener.gone(choice.kind(), why);
            }
        }
    }

    /** Samples come of what is read; told of where nobody knows that they do. */
    private void heard(SoundDevice device) {
        synchronized (tried) {
            quiet = false;
            quietTold = null;
            trouble = null;
            open = device;
            listener.opened(choice.kind(), device);
            tried.complete(true);
        }
    }

    private void tellOdd(Habits.Oddity oddity) {
        synchronized (tried) {
            SoundDevice device = open;
            if (device != null && !closed) {
                listener.odd(choice.kind(), oddity.of(device.name()));
            }
        }
    }

    /** Samples came of an open device. */
    private void gave(SoundDevice device) {
        long now = clock.nanoTime();
        habits.gave(now - gaveNanos);
        gaveNanos = now;
        if (quiet) {
            attached(true);
            heard(device);
        }
    }

    /**
     * Tells, once, why nothing is open yet. Whoever is told so is told of the opening afterwards,
     * never before.
     */
    void tellSlow(String why) {
        synchronized (tried) {
            if (!tried.isDone() && !slowTold && !closed) {
                slowTold = true;
                listener.gone(choice.kind(), why);
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        // An open microphone lights the sign that it is in use.
        giveUp();
    }

    private void run() {
        try {
            readUntilClosed();
        } catch (Error fatal) {
            LOG.error("the reader of {} broke", choice.kind().id(), fatal);
            listener.gone(choice.kind(), BROKEN);
            throw fatal;
        } finally {
            detach();
            reached.complete(false);
            tried.complete(false);
        }
    }

    private void readUntilClosed() {
        boolean told = false;
        while (!closed) {
            try {
                system.reach();
                reached.complete(true);
                wanted = null;
                read(find());
                told = false;
            } catch (SoundException | RuntimeException | LinkageError refused) {
                boolean knownQuiet = quiet;
                boolean was = detach();
                String why = BROKEN;
                if (refused instanceof SoundException) {
                    why = String.valueOf(refused.getMessage());
                } else if (was || !told) {
                    LOG.error("the reader of {} broke", choice.kind().id(), refused);
                }
                trouble = why;
                // of one that gives nothing it was told that it is heard no more
                if (!closed && !knownQuiet && (was || !told)) {
                    LOG.info("no sound from {}: {}", choice.kind().id(), why);
                    listener.gone(choice.kind(), why);
                }
                told = true;
                reached.complete(false);
                tried.complete(false);
                pauseBeforeRetry();
            }
        }
    }

    private boolean detach() {
        boolean was;
        synchronized (tried) {
            was = open != null;
            open = null;
            quiet = false;
        }
        attached(false);
        meter.nothing();
        return was;
    }

    private SoundDevice find() throws SoundException {
        Optional<String> never = system.without(choice.kind());
        if (never.isPresent()) {
            throw new SoundException(never.get());
        }
        return choice.among(system.devices())
                .orElseThrow(() ->
                        new SoundException(
                                choice.kind() == SoundKind.MICROPHONE
                                        ? "There is no microphone."
                                        : "There is nothing that sound is played by."));
    }

    private void read(SoundDevice device) throws SoundException {
        gaveNanos = clock.nanoTime();
        reading = device;
        try (SoundSource opened = system.open(device)) {
            source = opened;
            if (closed || isLeft()) {
                return; // before there was something to be given up
            }
            SoundBlock block = opened.read();
            meter.begin(clock.nanoTime());
            gaveNanos = clock.nanoTime();
            habits.begin();
            attached(true);
            heard(device);
            while (!closed && keeps(device)) {
                meter.heard(block.samples(), gaveNanos);
                if (line != null) {
                    hand(block, line);
                }
                block = opened.read();
                gave(device);
            }
        } catch (SoundException gone) {
            if (!closed && !isLeft()) {
                throw gone;
            }
        } finally {
            reading = null;
            source = null;
            convertBy(null);
        }
        left();
    }

    /** Another device is read next: what is said from now on is said of that one. */
    private void left() {
        synchronized (tried) {
            open = null;
            quiet = false;
            trouble = null;
        }
        meter.nothing();
    }

    private boolean keeps(SoundDevice device) {
        SoundDevice better = wanted;
        return better == null || better.id().equals(device.id());
    }

    private void convertBy(@Nullable Converter next) {
        if (converter != null) {
            converter.close();
        }
        converter = next;
    }

    private void attached(boolean now) {
        if (line != null) {
            line.attached(now);
        }
    }

    private void hand(SoundBlock block, SoundLine line) throws SoundException {
        Converter by = fitting(block);
        int count = by.convert(block);
        long nominal = nominal(block);
        by.stretch(line.accept(by.samples(), count, nominal, block.endNanos()));
    }

    private Converter fitting(SoundBlock block) throws SoundException {
        Converter present = converter;
        if (present != null && present.fits(block)) {
            return present;
        }
        convertBy(null);
        Converter next = new Converter(block.rate(), block.channels());
        convertBy(next);
        return next;
    }

    private long nominal(SoundBlock block) {
        long scaled = (long) block.frames() * SoundFeed.RATE + rest;
        rest = scaled % block.rate();
        return scaled / block.rate();
    }

    private void pauseBeforeRetry() {
        try {
            clock.sleepUntil(clock.nanoTime() + retryNanos);
        } catch (InterruptedException ended) {
            LOG.debug("the reader of {} ends", choice.kind().id());
        }
    }
}

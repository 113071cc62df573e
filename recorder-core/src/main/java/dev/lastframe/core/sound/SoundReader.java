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

    private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Told on the reader's thread; must not block. */
    interface Listener {

        /** A device is open. */
        void opened(SoundKind kind, SoundDevice device);

        /** No device is open any more, or none could be opened. */
        void gone(SoundKind kind, String why);
    }

    private final SoundSystem system;
    private final SoundChoice choice;
    private final NanoClock clock;
    private final SoundLine line;
    private final Meter meter = new Meter();
    private final Listener listener;
    private final CompletableFuture<Boolean> tried = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    /** What should be open instead of what is; null while nobody knows better. */
    private volatile @Nullable SoundDevice wanted;

    private volatile @Nullable SoundDevice open;

    SoundReader(
            SoundSystem system,
            SoundChoice choice,
            NanoClock clock,
            SoundLine line,
            Listener listener) {
        this.system = system;
        this.choice = choice;
        this.clock = clock;
        this.line = line;
        this.listener = listener;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("lastframe-sound-" + choice.kind().id())
                        .unstarted(this::run);
    }

    void start() {
        meter.begin(clock.nanoTime());
        thread.start();
    }

    /** Completed when a device was opened for the first time, or could not be. */
    CompletableFuture<Boolean> tried() {
        return tried;
    }

    /** The device that is open; empty while none is. */
    Optional<SoundDevice> device() {
        return Optional.ofNullable(open);
    }

    Meter meter() {
        return meter;
    }

    SoundChoice choice() {
        return choice;
    }

    /** This device is the one to be read from now on. */
    void prefer(SoundDevice device) {
        wanted = device;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        boolean told = false;
        while (!closed) {
            try {
                SoundDevice device = find();
                read(device);
                told = false;
            } catch (SoundException | RuntimeException | LinkageError refused) {
                boolean was = detach();
                String why = String.valueOf(refused.getMessage());
                if (!closed && (was || !told)) {
                    LOG.info("no sound from {}: {}", choice.kind().id(), why);
                    listener.gone(choice.kind(), why);
                }
                told = true;
                tried.complete(false);
                pauseBeforeRetry();
            }
        }
        detach();
        tried.complete(false);
    }

    private boolean detach() {
        boolean was = open != null;
        open = null;
        line.attached(false);
        meter.nothing();
        return was;
    }

    private SoundDevice find() throws SoundException {
        return choice.among(system.devices())
                .orElseThrow(() ->
                        new SoundException(
                                choice.kind() == SoundKind.MICROPHONE
                                        ? "There is no microphone."
                                        : "There is nothing that sound is played by."));
    }

    private void read(SoundDevice device) throws SoundException {
        Converter converter = null;
        try (SoundSource source = system.open(device)) {
            SoundBlock block = source.read();
            wanted = null;
            open = device;
            line.attached(true);
            meter.begin(clock.nanoTime());
            listener.opened(choice.kind(), device);
            tried.complete(true);
            while (!closed && keeps(device)) {
                if (converter == null || !converter.fits(block)) {
                    if (converter != null) {
                        converter.close();
                    }
                    converter = null; // is closed only once
                    converter = new Converter(block.rate(), block.channels());
                }
                hand(block, converter);
                block = source.read();
            }
        } finally {
            if (converter != null) {
                converter.close();
            }
        }
    }

    private boolean keeps(SoundDevice device) {
        SoundDevice better = wanted;
        return better == null || better.id().equals(device.id());
    }

    private void hand(SoundBlock block, Converter converter) throws SoundException {
        int count = converter.convert(block);
        meter.heard(converter.samples(), count * SoundFeed.CHANNELS, clock.nanoTime());
        long nominal = nominal(block);
        converter.stretch(line.accept(converter.samples(), count, nominal, block.endNanos()));
    }

    /** The part of a sample that did not come out even, in 1/rate. */
    private long rest;

    private long nominal(SoundBlock block) {
        long scaled = (long) block.frames() * SoundFeed.RATE + rest;
        rest = scaled % block.rate();
        return scaled / block.rate();
    }

    private void pauseBeforeRetry() {
        try {
            clock.sleepUntil(clock.nanoTime() + RETRY_NANOS);
        } catch (InterruptedException ended) {
            LOG.debug("the reader of {} ends", choice.kind().id());
        }
    }
}

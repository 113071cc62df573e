package dev.lastframe.core.sound;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A computer with microphones that give what a test has them give, and are listed and opened when
 * the test lets them be. Callable by any thread.
 */
final class MadeMicrophones implements SoundSystem {

    private final List<SoundDevice> devices;
    private final Map<String, Microphone> microphones = new ConcurrentHashMap<>();

    /** The default's id. */
    volatile String preferred;

    /** Run by whoever asks what there is, and by whoever opens; may block. */
    volatile Runnable beforeListing = () -> {};

    volatile Runnable beforeOpening = () -> {};

    /** The first one is the default. */
    MadeMicrophones(SoundDevice... devices) {
        this.devices = List.of(devices);
        this.preferred = devices[0].id();
    }

    Microphone of(SoundDevice device) {
        return microphones.computeIfAbsent(device.id(), id -> new Microphone());
    }

    @Override
    public void reach() {}

    @Override
    public List<SoundDevice> devices() {
        beforeListing.run();
        return devices.stream()
                .map(it ->
                        new SoundDevice(it.id(), it.name(), it.kind(), it.id().equals(preferred)))
                .toList();
    }

    @Override
    public SoundSource open(SoundDevice device) {
        beforeOpening.run();
        Microphone opened = of(device);
        opened.openings.incrementAndGet();
        opened.open.incrementAndGet();
        return opened;
    }

    /** Gives what it is given. */
    static final class Microphone implements SoundSource {

        private static final SoundBlock BLOCK = new SoundBlock(48_000, 1, new short[480], 0);

        private final BlockingQueue<Optional<SoundBlock>> given = new LinkedBlockingQueue<>();
        private final AtomicInteger openings = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();

        void gives() {
            given.add(Optional.of(BLOCK));
        }

        void breaks() {
            given.add(Optional.empty());
        }

        /** How often it was opened. */
        int openings() {
            return openings.get();
        }

        boolean isOpen() {
            return open.get() > 0;
        }

        @Override
        public SoundBlock read() throws SoundException {
            try {
                return given.take().orElseThrow(() -> new SoundException("It is gone."));
            } catch (InterruptedException ended) {
                throw new SoundException("Nobody listens any more.", ended);
            }
        }

        @Override
        public void giveUp() {
            breaks();
        }

        @Override
        public void close() {
            open.decrementAndGet();
            // Who gave up and was interrupted too is not there any more.
            given.removeIf(Optional::isEmpty);
        }
    }
}

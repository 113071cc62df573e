package dev.lastframe.core.sound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The microphones of Windows and macOS through FFmpeg. Which there are its program says, in a child
 * process: AVFoundation tells nobody else, and DirectShow's list is refused where there is no
 * camera.
 */
public final class CaptureSound implements SoundSystem {

    /** To ask costs a process: a device that was plugged in is seen so much later at most. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** So long a device is opened by what was listed. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Runs FFmpeg's program. Called by any thread; blocks until it has ended. */
    public interface Listing {

        /**
         * Runs it to its end.
         *
         * @param arguments without the program
         * @return what it said on standard error, however it ended
         * @throws SoundException where it cannot be run; the message says why, as a sentence
         */
        String run(List<String> arguments) throws SoundException;
    }

    private final CaptureInput input;
    private final Listing listing;
    private final NanoClock clock;
    private final long sinceNanos;

    @GuardedBy("this")
    private List<CaptureInput.Found> found = List.of();

    @GuardedBy("this")
    private long askedAt = UNKNOWN;

    @GuardedBy("this")
    private long listedNanos;

    public CaptureSound(CaptureInput input, Listing listing, NanoClock clock) {
        this.input = input;
        this.listing = listing;
        this.clock = clock;
        this.sinceNanos = clock.nanoTime();
    }

    /** There is no server that could be missing. */
    @Override
    public void reach() {}

    @Override
    public synchronized List<SoundDevice> devices() throws SoundException {
        long now = version();
        if (askedAt != now) {
            ask();
            askedAt = now;
        }
        return found.stream().map(CaptureInput.Found::device).toList();
    }

    @Override
    public long version() {
        return (clock.nanoTime() - sinceNanos) / KEPT_NANOS;
    }

    @Override
    public Optional<String> without(SoundKind kind) {
        return kind == SoundKind.SYSTEM ? Optional.of(input.noSystemSound()) : Optional.empty();
    }

    @Override
    public SoundSource open(SoundDevice device) throws SoundException {
        return CaptureSource.open(
                input.format(),
                url(device),
                input.options(),
                device.name(),
                clock,
                input.restNanos());
    }

    /**
     * Asked anew, as what a device is opened by may be another's since; but not at each try to open
     * one that refuses, as a process is started for it.
     */
    private synchronized String url(SoundDevice device) throws SoundException {
        if (found.isEmpty() || clock.nanoTime() - listedNanos > FRESH_NANOS) {
            ask();
        }
        return found.stream()
                .filter(it -> it.device().id().equals(device.id()))
                .map(CaptureInput.Found::url)
                .findFirst()
                .orElseThrow(() -> new SoundException("\"" + device.name() + "\" is gone."));
    }

    @GuardedBy("this")
    private void ask() throws SoundException {
        listedNanos = clock.nanoTime();
        found = input.read(listing.run(input.listing()).lines().toList());
    }
}

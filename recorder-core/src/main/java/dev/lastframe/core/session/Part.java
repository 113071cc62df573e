package dev.lastframe.core.session;

import dev.lastframe.core.encode.SideTrack;
import dev.lastframe.core.encode.UnitSink;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.RecordingFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One file of a recording: its names, its disk, its encoder. Used by the session's thread, except
 * where it says otherwise.
 */
final class Part {

    private final int number;
    private final RecordingFiles files;
    private final DurableOutput output;
    private final StageEvents told;

    /** Why the part before could not go on; a constant for programs. */
    private final String reason;

    /** The recording's time that is this part's 0; never, until its first picture was written. */
    private final AtomicLong startMicros;

    /** The microphone's own; null where there is none. */
    private final @Nullable MicrophoneFile microphone;

    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile @Nullable Path published;
    private @Nullable EncoderRun encoder;

    Part(
            int number,
            RecordingFiles files,
            DurableOutput output,
            @Nullable MicrophoneFile microphone,
            StageEvents told,
            String reason) {
        this.microphone = microphone;
        this.number = number;
        this.files = files;
        this.output = output;
        this.told = told;
        this.reason = reason;
        this.startMicros = new AtomicLong(number == 1 ? 0 : Long.MAX_VALUE);
    }

    int number() {
        return number;
    }

    RecordingFiles files() {
        return files;
    }

    Path folder() {
        return files.folder();
    }

    /** Callable by any thread. */
    DurableOutput output() {
        return output;
    }

    /** The microphone's own file; null where there is none. Callable by any thread. */
    @Nullable MicrophoneFile microphone() {
        return microphone;
    }

    /** What has a file of its own in it. */
    @Nullable SideTrack side(@Nullable SoundFeed feed) {
        return microphone == null || feed == null ? null : new SideTrack(feed, microphone.sink());
    }

    StageEvents told() {
        return told;
    }

    String reason() {
        return reason;
    }

    /** It has its name. Called by the thread that closes it. */
    void publishedAs(Path file) {
        published = file;
    }

    /** What there is of it at this moment. Called by any thread; never blocks. */
    Closed asItIs(Failure why) {
        Path file = published;
        return file == null
                ? new Closed(Optional.of(files.recording()), false, why)
                : new Closed(Optional.of(file), true, why);
    }

    void began(long micros) {
        startMicros.set(micros);
    }

    /** How much of the recording's time it holds by now. */
    long lengthMicros(long nowMicros) {
        return Math.max(0, nowMicros - startMicros.get());
    }

    /** From now on frames are taken from the queue. */
    void encodeBy(EncoderRun run) {
        encoder = run;
    }

    EncoderRun encoder() {
        EncoderRun running = encoder;
        if (running == null) {
            throw new IllegalStateException("part " + number + " has no encoder yet");
        }
        return running;
    }

    /**
     * Claims the decision what becomes of the file: whoever closes it, or the session that waited
     * for too long. Called by any thread.
     *
     * @return whether it was still open
     */
    boolean decide() {
        return decided.compareAndSet(false, true);
    }

    /** Hands whole units to the disk. Called by the encoder thread. */
    UnitSink sink() {
        return new ToOutput(output, told);
    }

    private record ToOutput(DurableOutput output, StageEvents told) implements UnitSink {

        @Override
        public boolean wouldBlock(int bytes) {
            return output.wouldBlock(bytes);
        }

        @Override
        public boolean unit(byte[] array, int length, long capturedNanos, Consumer<byte[]> back)
                throws InterruptedException {
            boolean accepted = output.unit(array, length, capturedNanos, back);
            if (accepted && capturedNanos != NO_PICTURE) {
                told.accepted();
            }
            return accepted;
        }

        @Override
        public void trailer(byte[] bytes) throws InterruptedException {
            output.trailer(bytes);
        }
    }
}

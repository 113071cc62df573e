package dev.lastframe.core.session;

import dev.lastframe.core.capture.PushedPictures;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be told about a recording at one moment; immutable.
 *
 * @param state where it is in its life
 * @param elapsed recorded time, pauses left out
 * @param ledger the numbers, balanced
 * @param recent what the last 10 s brought
 * @param video what is being encoded
 * @param queue how full the queue is
 * @param ticks how long the capture thread was held
 * @param disk what was written
 * @param sound what became of the samples of each source; empty where none is recorded
 * @param pushed what became of the pictures that the source pushed since the first that was
 *     captured; null where it is asked for them, and before
 * @param parts how many files there are, and why
 * @param warnings every fallback taken, a sentence each
 */
public record RecordingStatus(
        SessionState state,
        Duration elapsed,
        LedgerSnapshot ledger,
        Recent recent,
        Video video,
        Queue queue,
        Ticks ticks,
        Disk disk,
        Map<SoundKind, SoundAccount> sound,
        @Nullable PushedPictures pushed,
        Parts parts,
        List<String> warnings) {

    /** Of a silent recording from a source that is asked. */
    public RecordingStatus(
            SessionState state,
            Duration elapsed,
            LedgerSnapshot ledger,
            Recent recent,
            Video video,
            Queue queue,
            Ticks ticks,
            Disk disk,
            Parts parts,
            List<String> warnings) {
        this(
                state, elapsed, ledger, recent, video, queue, ticks, disk, Map.of(), null, parts,
                warnings);
    }

    /**
     * The recording's files.
     *
     * @param count files so far; 1 mostly
     * @param encoderRestarts how often the encoder broke and was started again
     */
    public record Parts(int count, int encoderRestarts) {}

    /**
     * The last 10 s.
     *
     * @param ticks deadlines in it
     * @param missed misses in it
     * @param longestStretchMillis the longest run of misses in the whole recording
     * @param lastMissMicros when the last miss was, on the video's clock; -1 for never
     */
    public record Recent(long ticks, long missed, long longestStretchMillis, long lastMissMicros) {}

    /**
     * The video.
     *
     * @param encoder FFmpeg's name of the encoder in use; empty until it opened
     * @param capture the grabber's name, such as {@code x11-shm}; empty until it opened
     * @param damageTrusted whether "nothing changed" is believed
     */
    public record Video(
            String encoder,
            String capture,
            boolean damageTrusted,
            int width,
            int height,
            int fps) {}

    /**
     * The frame queue.
     *
     * @param capacity frames that may wait as configured
     * @param effective the same after the pool's bound
     * @param fill frames that wait now
     * @param maxFill the most that ever waited
     */
    public record Queue(int capacity, int effective, int fill, int maxFill) {}

    /** Milliseconds that a tick took on the capture thread. */
    public record Ticks(double millisP50, double millisP99, double millisMax) {}

    /**
     * The disk.
     *
     * @param bytes written
     * @param writes calls
     * @param forces to the disk itself
     * @param bytesPerSecond of the last minute, or of all if shorter
     * @param freeBytes left, -1 while unknown
     * @param exposureMillis age of the oldest captured frame that the system does not have yet
     * @param exposureMillisMax the greatest such age so far
     * @param waitingBytes encoded, and not yet given to the system
     * @param unforcedBytes given to the system, and by no force that returned on the disk
     * @param eventFailures lines of events that could not be written
     * @param powerLoss what a power cut may cost at present
     */
    public record Disk(
            long bytes,
            long writes,
            long forces,
            long bytesPerSecond,
            long freeBytes,
            long exposureMillis,
            long exposureMillisMax,
            long waitingBytes,
            long unforcedBytes,
            long eventFailures,
            PowerLossBound powerLoss) {}

    /**
     * What a power cut may cost while the disk keeps up, beside what the death of the process
     * costs: whichever is less.
     */
    public record PowerLossBound(long millis, long bytes) {}
}

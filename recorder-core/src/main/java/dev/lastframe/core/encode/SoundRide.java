package dev.lastframe.core.encode;

import dev.lastframe.core.sound.SoundFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sound rides along with pictures: what there is of it is written in front of the next picture and
 * reaches the disk with it, so that neither ever waits for the other; where no picture comes it is
 * written without one. Whatever becomes of sound, pictures go on. Used by the encoder thread alone.
 */
final class SoundRide {

    private static final Logger LOG = LoggerFactory.getLogger(SoundRide.class);

    /** Half a second at once; more comes with the pieces that follow. */
    private static final int PIECE = SoundFeed.RATE / 2;

    private final @Nullable SoundFeed feed;
    private final float[] samples;
    private boolean over;

    /**
     * @param feed null for a silent recording
     */
    SoundRide(@Nullable SoundFeed feed) {
        this.feed = feed;
        this.over = feed == null;
        this.samples = new float[feed == null ? 0 : PIECE * SoundFeed.CHANNELS];
    }

    /**
     * The file's time 0 is this time of the recording.
     *
     * @param more told by any thread when there is sound; see {@link SoundFeed#whenMore}
     */
    void begin(long startMicros, Runnable more) {
        if (feed != null) {
            feed.startAt(startMicros);
            feed.whenMore(more);
        }
    }

    /** Whether there is sound to come. */
    boolean goesOn() {
        return !over;
    }

    /** Writes what there is; it stays when the picture that follows is refused. */
    void ride(H264Stream stream) {
        if (feed == null || over) {
            return;
        }
        int count;
        do {
            count = feed.take(samples);
            if (count > 0) {
                write(stream, count);
            }
        } while (count == PIECE && !over);
        stream.output().keep();
    }

    /** Writes everything up to a moment of the recording, and waits for it, a little. */
    void last(H264Stream stream, long untilMicros) throws InterruptedException {
        if (feed == null || over) {
            return;
        }
        for (int count = feed.takeLast(samples, untilMicros);
                count > 0 && !over;
                count = feed.takeLast(samples, untilMicros)) {
            write(stream, count);
        }
    }

    long nowMicros() {
        return feed == null ? 0 : feed.nowMicros();
    }

    private void write(H264Stream stream, int count) {
        SoundWriter writer = stream.sound();
        try {
            if (writer == null) {
                throw new EncoderException(
                        EncoderException.Reason.FAILED, "The stream has no place for sound.");
            }
            writer.write(samples, count);
        } catch (EncoderException | RuntimeException refused) {
            LOG.error("sound is left out from now on", refused);
            over = true;
            if (feed != null) {
                feed.failed(String.valueOf(refused.getMessage()));
            }
        }
    }
}

package dev.lastframe.core.encode;

import dev.lastframe.core.sound.SoundFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes sound into a file of its own while pictures are encoded: what there is of it goes on with
 * each of them, and where none comes without. Whatever becomes of it, pictures go on and wait for
 * nothing. Used by the encoder thread alone.
 */
final class SideRide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SideRide.class);

    /** Half a second at once; more comes with what follows. */
    private static final int PIECE = SoundFeed.RATE / 2;

    private final @Nullable SideTrack track;
    private final float[] samples;
    private @Nullable SoundStream stream;

    /**
     * @param track null where no sound has a file of its own
     */
    SideRide(@Nullable SideTrack track) {
        this.track = track;
        this.samples = new float[track == null ? 0 : PIECE * SoundFeed.CHANNELS];
    }

    /**
     * The file's time 0 is this time of the recording.
     *
     * @param more told by any thread when there is sound; see {@link SoundFeed#whenMore}
     */
    void begin(long startMicros, Runnable more) {
        if (track == null || track.sink().isMissing()) {
            return;
        }
        try {
            stream = SoundStream.open();
            track.feed().startAt(startMicros);
            track.feed().whenMore(more);
        } catch (EncoderException | RuntimeException refused) {
            fail(refused);
        }
    }

    /** Whether there is sound to come. */
    boolean goesOn() {
        return stream != null;
    }

    /** Writes what there is. */
    void ride() throws InterruptedException {
        if (track == null || stream == null) {
            return;
        }
        int count;
        do {
            count = track.feed().take(samples);
            write(count);
        } while (count == PIECE && stream != null);
        handOn();
    }

    /** Writes everything up to a moment of the recording, waits for it, a little, and ends. */
    void last(long untilMicros) throws InterruptedException {
        if (track == null || stream == null) {
            return;
        }
        for (int count = track.feed().takeLast(samples, untilMicros);
                count > 0 && stream != null;
                count = track.feed().takeLast(samples, untilMicros)) {
            write(count);
        }
        SoundStream open = stream;
        if (open == null) {
            return;
        }
        try {
            open.finish();
        } catch (EncoderException | RuntimeException failed) {
            LOG.error("the sound beside the video was not ended", failed);
        }
        handOn();
        close();
    }

    /** The recording's time at this moment; 0 where there is no such sound. */
    long nowMicros() {
        return track == null ? 0 : track.feed().nowMicros();
    }

    private void write(int count) {
        SoundStream open = stream;
        if (count == 0 || open == null) {
            return;
        }
        try {
            open.writer().write(samples, count);
        } catch (EncoderException | RuntimeException refused) {
            fail(refused);
        }
    }

    /** The next part has another file: only the encoder's refusal ends it for good. */
    private void handOn() throws InterruptedException {
        SoundStream open = stream;
        if (track == null || open == null || open.output().isEmpty()) {
            return;
        }
        boolean taken =
                !track.sink().wouldBlock(open.output().size())
                        && open.output().handTo(track.sink(), UnitSink.NO_PICTURE);
        if (!taken) {
            LOG.error("the file of sound beside the video is not written any more");
            close();
        }
    }

    private void fail(Exception refused) {
        LOG.error("sound beside the video is left out from now on", refused);
        close();
        if (track != null) {
            track.feed().failed(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public void close() {
        SoundStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}

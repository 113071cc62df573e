package dev.lastframe.core.export;

import static dev.lastframe.core.export.Unlike.require;

import dev.lastframe.core.storage.RecordedBytes;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * The samples of one track of an MP4, one after the other, with their bytes. An index that is
 * broken is a difference, and no disk's failure. Used by one thread; blocks for the disk.
 */
final class Mp4Samples {

    private final RecordedBytes mp4;
    private final Mp4Index.Track track;
    private byte[] bytes = new byte[64 * 1024];

    Mp4Samples(RecordedBytes mp4, Mp4Index.Track track) {
        this.mp4 = mp4;
        this.track = track;
    }

    /**
     * Goes to the next one.
     *
     * @return false at the end
     */
    boolean next() throws IOException, Unlike {
        try {
            return track.samples().next();
        } catch (ClosedByInterruptException cancelled) {
            throw cancelled;
        } catch (IOException broken) {
            throw new Unlike(String.valueOf(broken.getMessage()));
        }
    }

    /**
     * Reads its bytes.
     *
     * @return how many there are
     */
    int read() throws IOException, Unlike {
        Mp4Track samples = track.samples();
        require(samples.bytes() < Integer.MAX_VALUE / 2, "a sample of an impossible size");
        require(samples.offset() >= 0, "a sample before the file's beginning");
        int length = (int) samples.bytes();
        if (bytes.length < length) {
            require(samples.offset() + length <= mp4.size(), "a sample behind the file's end");
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        require(mp4.read(bytes, length, samples.offset()) == length, "a sample is cut off");
        return length;
    }

    /** What was read last; overwritten by the next one. */
    byte[] bytes() {
        return bytes;
    }

    /** When it is shown or heard in the file, in 90 kHz; an edit list is followed. */
    long ticks() throws Unlike {
        long scale = track.samples().timescale();
        require(scale > 0, "a track without a scale of its times");
        long units = track.samples().time() - track.skipUnits();
        return units * Mp4Copy.TIMES_A_SECOND / scale + track.delayTicks();
    }
}

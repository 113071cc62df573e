package dev.lastframe.core.export;

import static dev.lastframe.core.export.Unlike.require;

import dev.lastframe.core.transport.PesHeader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Compares one stream of sound with a track of an MP4: every byte of each frame, and to a
 * millisecond when it is heard, wherever the stream says it. Used by one thread; blocks for the
 * disk.
 */
final class SoundComparison {

    private SoundComparison() {}

    /**
     * Compares all of it.
     *
     * @param origin the time of the stream's clock that is the file's 0, in 90 kHz
     */
    static void compare(StreamUnits stream, Mp4Samples made, long origin)
            throws IOException, InterruptedException, Unlike {
        AdtsFrames frames = new AdtsFrames(stream);
        long before = origin;
        long ticks = 0;
        while (frames.next()) {
            require(made.next(), "less sound");
            int length = made.read();
            int from = frames.from();
            int end = from + frames.length();
            boolean same = Arrays.equals(made.bytes(), 0, length, frames.bytes(), from, end);
            require(same, "other bytes in the sound");
            if (frames.pts().isPresent()) {
                long pts = frames.pts().getAsLong();
                ticks += PesHeader.ticks(before, pts);
                before = pts;
                long heard = made.ticks();
                // a time in the MP4 is rounded to the sound's rate
                if (Math.abs(heard - ticks) > PesHeader.TICKS_A_MILLI) {
                    throw new Unlike("sound is heard at " + heard + " instead of " + ticks);
                }
            }
        }
        require(!made.next(), "more sound");
    }
}

package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a recording and an MP4 side by side: every byte of each picture and of each frame of sound,
 * each picture's time, and to a millisecond that of the sound. Nothing of the program that made the
 * MP4 takes part. Of start codes, which become lengths there, only that they are where the lengths
 * say. Used by one thread; blocks for the disk; ends at once when the thread is interrupted.
 */
final class Mp4Comparison {

    private static final int LENGTH_BYTES = 4;

    /**
     * What came of it.
     *
     * @param difference the first one; empty where there is none
     * @param pictures how many were the same
     * @param lastSeconds the last one's time, from the file's beginning
     */
    record Result(Optional<String> difference, long pictures, double lastSeconds) {}

    private final RecordedBytes source;
    private final RecordedBytes mp4;
    private final long sourceBytes;
    private final Progress progress;
    private byte[] sample = new byte[64 * 1024];
    private long pictures;
    private long lastTicks;

    private Mp4Comparison(
            RecordedBytes source, RecordedBytes mp4, long sourceBytes, Progress progress) {
        this.source = source;
        this.mp4 = mp4;
        this.sourceBytes = sourceBytes;
        this.progress = progress;
    }

    /**
     * Compares.
     *
     * @param sourceBytes how much of the recording counts
     * @throws IOException when one of them cannot be read
     * @throws InterruptedException when the thread was interrupted
     */
    static Result of(Path recording, long sourceBytes, Path mp4, Progress progress)
            throws IOException, InterruptedException {
        try (RecordedBytes source = RecordedBytes.open(recording);
                RecordedBytes made = RecordedBytes.open(mp4)) {
            Mp4Comparison both = new Mp4Comparison(source, made, sourceBytes, progress);
            Optional<String> difference;
            try {
                difference = both.compare();
            } catch (Unlike unlike) {
                difference =
                        Optional.of(unlike.getMessage() + " after " + both.pictures + " pictures");
            }
            double seconds = both.lastTicks / (double) Mp4Copy.TIMES_A_SECOND;
            return new Result(difference, both.pictures, seconds);
        }
    }

    private Optional<String> compare() throws IOException, InterruptedException, Unlike {
        Mp4Index index;
        try {
            index = Mp4Index.of(mp4);
        } catch (ClosedByInterruptException cancelled) {
            throw cancelled;
        } catch (IOException broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
        ProgramTables tables = StreamUnits.tables(source);
        long wanted = tables.hasSound() ? 2 : 1;
        if (index.tracks().size() != wanted) {
            return Optional.of(index.tracks().size() + " tracks instead of " + wanted);
        }
        require(index.isIndexInFront(), "the index is not in front");
        require(index.movieTimescale() == Mp4Copy.TIMES_A_SECOND, "times of another scale");
        pictures(index, tables);
        if (tables.hasSound()) {
            sound(track(index, "soun"), tables);
        }
        return Optional.empty();
    }

    private void pictures(Mp4Index index, ProgramTables tables)
            throws IOException, InterruptedException, Unlike {
        Mp4Index.Track track = track(index, "vide");
        Mp4Track samples = track.samples();
        require(samples.timescale() == Mp4Copy.TIMES_A_SECOND, "times of another scale");
        StreamUnits units = new StreamUnits(source, sourceBytes, tables.videoPid());
        long before = -1;
        long ticks = 0;
        while (units.next()) {
            ticks +=
                    before < 0
                            ? behindSound(units.pts(), tables)
                            : PesHeader.ticks(before, units.pts());
            before = units.pts();
            require(next(samples), "it ends before the picture");
            long shown = samples.time() - track.skipUnits() + track.delayTicks();
            if (shown != ticks) {
                throw new Unlike(
                        "picture " + pictures + " is shown at " + shown + " instead of " + ticks);
            }
            requireSameUnit(units, samples);
            pictures++;
            lastTicks = ticks;
            progress.at((double) units.position() / Math.max(1, sourceBytes));
        }
        require(!next(samples), "more pictures");
        long shownUntil = track.shownTicks().orElse(Long.MAX_VALUE - track.delayTicks());
        require(
                shownUntil + track.delayTicks() > lastTicks,
                "its edit list ends before the last picture");
    }

    /** How much later the first picture is than the first sound; 0 where there is none before. */
    private long behindSound(long firstPicture, ProgramTables tables)
            throws IOException, InterruptedException {
        if (!tables.hasSound()) {
            return 0;
        }
        StreamUnits units = new StreamUnits(source, sourceBytes, tables.soundPid());
        return units.next() ? Math.max(0, PesHeader.ticks(units.pts(), firstPicture)) : 0;
    }

    private void requireSameUnit(StreamUnits units, Mp4Track samples) throws IOException, Unlike {
        int length = read(samples);
        byte[] unit = units.unit();
        int at = 0;
        int in = 0;
        while (in < length) {
            require(length - in >= LENGTH_BYTES, "a broken length in the picture");
            int part =
                    (sample[in] & 0xff) << 24
                            | (sample[in + 1] & 0xff) << 16
                            | (sample[in + 2] & 0xff) << 8
                            | (sample[in + 3] & 0xff);
            in += LENGTH_BYTES;
            at = behindStartCode(unit, at, units.length());
            boolean same =
                    part > 0
                            && part <= length - in
                            && part <= units.length() - at
                            && Arrays.equals(sample, in, in + part, unit, at, at + part);
            require(same, "other bytes in the picture");
            in += part;
            at += part;
        }
        while (at < units.length() && unit[at] == 0) {
            at++; // zeros that mean nothing
        }
        require(at == units.length(), "no end of the picture");
    }

    private int behindStartCode(byte[] unit, int from, int end) throws Unlike {
        int at = from;
        while (at < end && unit[at] == 0) {
            at++;
        }
        require(at - from >= 2 && at < end && unit[at] == 1, "other parts in the picture");
        return at + 1;
    }

    private void sound(Mp4Index.Track track, ProgramTables tables)
            throws IOException, InterruptedException, Unlike {
        AdtsFrames frames = new AdtsFrames(new StreamUnits(source, sourceBytes, tables.soundPid()));
        Mp4Track samples = track.samples();
        require(samples.timescale() > 0, "sound without a scale of its times");
        StreamUnits first = new StreamUnits(source, sourceBytes, tables.videoPid());
        long before = first.next() ? first.pts() : 0;
        long ticks = 0;
        boolean begun = false;
        while (frames.next()) {
            require(next(samples), "less sound");
            int length = read(samples);
            int from = frames.from();
            int end = from + frames.length();
            boolean same = Arrays.equals(sample, 0, length, frames.bytes(), from, end);
            require(same, "other bytes in the sound");
            if (frames.pts().isPresent()) {
                long pts = frames.pts().getAsLong();
                long step = PesHeader.ticks(before, pts);
                ticks += begun ? step : Math.max(0, step);
                before = pts;
                begun = true;
                requireHeardAt(ticks, track);
            }
        }
        require(!next(samples), "more sound");
    }

    /** A sample's time in the MP4 is rounded to its rate. */
    private static void requireHeardAt(long ticks, Mp4Index.Track track) throws Unlike {
        Mp4Track samples = track.samples();
        long heard =
                (samples.time() - track.skipUnits()) * Mp4Copy.TIMES_A_SECOND / samples.timescale()
                        + track.delayTicks();
        if (Math.abs(heard - ticks) > PesHeader.TICKS_A_MILLI) {
            throw new Unlike("sound is heard at " + heard + " instead of " + ticks);
        }
    }

    /** An index that is broken is a difference, and no disk's failure. */
    private static boolean next(Mp4Track samples) throws ClosedByInterruptException, Unlike {
        try {
            return samples.next();
        } catch (ClosedByInterruptException cancelled) {
            throw cancelled;
        } catch (IOException broken) {
            throw new Unlike(String.valueOf(broken.getMessage()));
        }
    }

    private int read(Mp4Track samples) throws IOException, Unlike {
        require(samples.bytes() < Integer.MAX_VALUE / 2, "a picture of an impossible size");
        require(samples.offset() >= 0, "a picture before the file's beginning");
        int length = (int) samples.bytes();
        if (sample.length < length) {
            require(samples.offset() + length <= mp4.size(), "a picture behind the file's end");
            sample = new byte[Math.max(length, 2 * sample.length)];
        }
        require(mp4.read(sample, length, samples.offset()) == length, "a picture is cut off");
        return length;
    }

    private static Mp4Index.Track track(Mp4Index index, String kind) throws Unlike {
        for (Mp4Index.Track track : index.tracks()) {
            if (track.kind().equals(kind)) {
                return track;
            }
        }
        throw new Unlike("it has no track " + kind);
    }

    private static void require(boolean holds, String difference) throws Unlike {
        if (!holds) {
            throw new Unlike(difference);
        }
    }

    /** They are not the same. */
    private static final class Unlike extends Exception {

        private static final long serialVersionUID = 1;

        Unlike(String difference) {
            super(difference);
        }
    }
}

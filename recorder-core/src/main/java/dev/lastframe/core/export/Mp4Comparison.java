package dev.lastframe.core.export;

import static dev.lastframe.core.export.Unlike.require;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    private final Mp4Source of;
    private final RecordedBytes source;
    private final RecordedBytes mp4;
    private final Progress progress;
    private long pictures;
    private long lastTicks;

    private Mp4Comparison(
            Mp4Source of, RecordedBytes source, RecordedBytes mp4, Progress progress) {
        this.of = of;
        this.source = source;
        this.mp4 = mp4;
        this.progress = progress;
    }

    /**
     * Compares.
     *
     * @throws IOException when one of the files cannot be read
     * @throws InterruptedException when the thread was interrupted
     */
    static Result of(Mp4Source of, Path mp4, Progress progress)
            throws IOException, InterruptedException {
        try (RecordedBytes source = RecordedBytes.open(of.recording());
                RecordedBytes made = RecordedBytes.open(mp4)) {
            Mp4Comparison both = new Mp4Comparison(of, source, made, progress);
            Optional<String> difference = Optional.empty();
            try {
                both.compare();
            } catch (Unlike unlike) {
                difference =
                        Optional.of(unlike.getMessage() + " after " + both.pictures + " pictures");
            }
            double seconds = both.lastTicks / (double) Mp4Copy.TIMES_A_SECOND;
            return new Result(difference, both.pictures, seconds);
        }
    }

    private void compare() throws IOException, InterruptedException, Unlike {
        Mp4Index index = index();
        ProgramTables tables = StreamUnits.tables(source);
        List<Mp4Index.Track> sounds = tracks(index, "soun");
        boolean sound = HeldSound.in(source, of.bytes(), tables);
        int wanted = (sound ? 1 : 0) + (of.microphone().isPresent() ? 1 : 0);
        require(tables.sounds() <= 1, "more than one sound in the recording");
        if (sounds.size() != wanted || index.tracks().size() != wanted + 1) {
            throw new Unlike(index.tracks().size() + " tracks instead of " + (wanted + 1));
        }
        require(index.isIndexInFront(), "the index is not in front");
        require(index.movieTimescale() == Mp4Copy.TIMES_A_SECOND, "times of another scale");
        long origin = origin(tables, sound);
        pictures(index, tables, origin);
        if (sound) {
            StreamUnits stream = units(tables.soundPid());
            SoundComparison.compare(stream, new Mp4Samples(mp4, sounds.getFirst()), origin);
        }
        if (of.microphone().isPresent()) {
            microphone(of.microphone().get(), sounds.getLast(), origin);
        }
    }

    private Mp4Index index() throws IOException, Unlike {
        try {
            return Mp4Index.of(mp4);
        } catch (ClosedByInterruptException cancelled) {
            throw cancelled;
        } catch (IOException broken) {
            throw new Unlike(String.valueOf(broken.getMessage()));
        }
    }

    private StreamUnits units(int pid) {
        return new StreamUnits(source, of.bytes(), pid);
    }

    private void microphone(Path file, Mp4Index.Track track, long origin)
            throws IOException, InterruptedException, Unlike {
        try (RecordedBytes bytes = RecordedBytes.open(file)) {
            int pid = StreamUnits.tables(bytes).soundPid();
            StreamUnits stream = new StreamUnits(bytes, bytes.size(), pid);
            SoundComparison.compare(stream, new Mp4Samples(mp4, track), origin);
        }
    }

    /** The time of the recording that is the MP4's 0: its first picture or, before, its sound. */
    private long origin(ProgramTables tables, boolean heard)
            throws IOException, InterruptedException {
        StreamUnits first = units(tables.videoPid());
        long picture = first.next() ? first.pts() : 0;
        if (!heard) {
            return picture;
        }
        StreamUnits sound = units(tables.soundPid());
        return sound.next() && PesHeader.ticks(sound.pts(), picture) > 0 ? sound.pts() : picture;
    }

    private void pictures(Mp4Index index, ProgramTables tables, long origin)
            throws IOException, InterruptedException, Unlike {
        List<Mp4Index.Track> videos = tracks(index, "vide");
        require(!videos.isEmpty(), "it has no track of pictures");
        Mp4Index.Track track = videos.getFirst();
        require(track.samples().timescale() == Mp4Copy.TIMES_A_SECOND, "times of another scale");
        Mp4Samples samples = new Mp4Samples(mp4, track);
        StreamUnits units = units(tables.videoPid());
        long before = origin;
        long ticks = 0;
        while (units.next()) {
            ticks += PesHeader.ticks(before, units.pts());
            before = units.pts();
            require(samples.next(), "it ends before the picture");
            long shown = samples.ticks();
            if (shown != ticks) {
                throw new Unlike(
                        "picture " + pictures + " is shown at " + shown + " instead of " + ticks);
            }
            requireSameUnit(units, samples);
            pictures++;
            lastTicks = ticks;
            progress.at((double) units.position() / Math.max(1, of.bytes()));
        }
        require(!samples.next(), "more pictures");
        long shownUntil = track.shownTicks().orElse(Long.MAX_VALUE - track.delayTicks());
        require(
                shownUntil + track.delayTicks() > lastTicks,
                "its edit list ends before the last picture");
    }

    private void requireSameUnit(StreamUnits units, Mp4Samples samples) throws IOException, Unlike {
        int length = samples.read();
        byte[] sample = samples.bytes();
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

    private static List<Mp4Index.Track> tracks(Mp4Index index, String kind) {
        return index.tracks().stream().filter(track -> track.kind().equals(kind)).toList();
    }
}

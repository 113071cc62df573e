package dev.lastframe.core.report;

import dev.lastframe.core.export.Cover;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PartStreams;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.export.Sounds;
import dev.lastframe.core.export.StillPicture;
import dev.lastframe.core.export.StreamOfMp4;
import dev.lastframe.core.export.StretchOrder;
import dev.lastframe.core.export.StretchResult;
import dev.lastframe.core.export.StretchSize;
import dev.lastframe.core.export.StretchVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The pictures of a recording, also while its files get other names: one that is stopped meanwhile
 * is looked for again. Used by one thread; blocks.
 */
final class Films {

    private static final int ATTEMPTS = 4;

    /** A still screen is shown again after less than this. */
    private static final long LONGEST_STILL_MICROS = 2_000_000;

    private final Finder finder;
    private final Scratch scratch;
    private Source source;
    private List<Path> streams = List.of();

    Films(Finder finder, Scratch scratch, Source source) {
        this.finder = finder;
        this.scratch = scratch;
        this.source = source;
    }

    private interface Work<T> {
        T on(List<Path> parts) throws ExportException, InterruptedException;
    }

    /** The stretch as MP4. */
    StretchResult make(
            Stretch stretch,
            List<Cover> covers,
            Sounds sounds,
            OptionalLong fit,
            String comment,
            Path target,
            Progress progress)
            throws ExportException, InterruptedException {
        return attempt(parts ->
                StretchVideo.make(
                        new StretchOrder(
                                parts,
                                stretch.from(),
                                stretch.until(),
                                fit,
                                Map.of("comment", comment),
                                covers,
                                sounds),
                        target,
                        progress));
    }

    /** The last picture of the stretch. */
    void picture(Stretch stretch, List<Cover> covers, Path png)
            throws ExportException, InterruptedException {
        still(stretch.untilMicros(), covers, png);
    }

    /** The picture that was on the screen at a moment. */
    void still(long micros, List<Cover> covers, Path png)
            throws ExportException, InterruptedException {
        Duration at = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
        attempt(parts -> {
            StillPicture.png(parts, at, covers, png);
            return png;
        });
    }

    /** Which sound there is. */
    Sounds sounds() throws ExportException, InterruptedException {
        return attempt(RecordingParts::sounds);
    }

    /** How large its pictures are, and what the stretch has in the recording. */
    StretchSize size(Stretch stretch) throws ExportException, InterruptedException {
        return attempt(parts -> StretchVideo.size(parts, stretch.from(), stretch.until()));
    }

    private <T> T attempt(Work<T> work) throws ExportException, InterruptedException {
        for (int i = 1; ; i++) {
            List<Path> parts = parts();
            try {
                return work.on(parts);
            } catch (ExportException failed) {
                if (i == ATTEMPTS || parts.stream().allMatch(Files::exists)) {
                    throw failed;
                }
                lookAgain();
            }
        }
    }

    /**
     * Where the recording ends: nothing is shown long after its last picture.
     *
     * @param toldMicros what the events say; 0 for nothing
     */
    long endMicros(long toldMicros) throws ExportException, InterruptedException {
        long pictures = attempt(parts -> RecordingParts.end(parts).toNanos() / 1000);
        return toldMicros > pictures + LONGEST_STILL_MICROS
                ? pictures
                : Math.max(toldMicros, pictures);
    }

    private void lookAgain() throws ExportException {
        Path last = source.videos().getLast();
        try {
            source = finder.of(last);
        } catch (ReportException gone) {
            throw new ExportException(
                    ExportException.Kind.UNREADABLE, String.valueOf(gone.getMessage()), gone);
        }
    }

    /** What can be cut: of a file that was kept as MP4 only a stream is made, once. */
    private List<Path> parts() throws ExportException, InterruptedException {
        List<Path> videos = source.videos();
        if (videos.stream().noneMatch(StreamOfMp4::isOne)) {
            return videos;
        }
        if (streams.isEmpty()) {
            streams = PartStreams.in(scratch::file, videos, source.events());
        }
        return streams;
    }
}

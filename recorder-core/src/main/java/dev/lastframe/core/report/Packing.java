package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was gathered into a zip: fitted, written, and read back. Used by one thread; blocks.
 */
final class Packing {

    /** What texts may grow by when the video is known, packed. */
    private static final long SLACK_BYTES = 2048;

    private static final int ATTEMPTS = 4;

    /** No picture takes more than a part of what there is room for. */
    private static final int PICTURE_SHARE = 4;

    /** Smaller pictures show nothing. */
    private static final int MOST_HALVINGS = 3;

    private final Contents contents;
    private final Scratch scratch;
    private final OptionalLong fit;
    private final OptionalLong videoBytes;
    private final @Nullable Video video;
    private final Progress progress;
    private Wrapping wrapping;

    /** Makes the video; the first time and whenever it turns out to be too large. */
    @FunctionalInterface
    interface Video {
        Filming.Made make(OptionalLong fitBytes, Progress progress)
                throws ExportException, IOException, InterruptedException;
    }

    /**
     * The zip that was written.
     *
     * @param bytes its size
     * @param film the video in it; null where there is none
     */
    record Zip(long bytes, Filming.@Nullable Made film) {}

    /**
     * For an order.
     *
     * @param video null where there is to be none
     */
    Packing(
            Contents contents,
            Wrapping wrapping,
            Scratch scratch,
            PackOrder order,
            @Nullable Video video,
            Progress progress) {
        this.contents = contents;
        this.wrapping = wrapping;
        this.scratch = scratch;
        this.fit = order.zipBytes();
        this.videoBytes = order.destination().videoBytes();
        this.video = video;
        this.progress = progress;
    }

    /** What the video may have; empty for as much as it needs. */
    OptionalLong videoRoom()
            throws ReportException, ExportException, IOException, InterruptedException {
        shrinkPicture();
        return room(sizeWithoutVideo(), 0);
    }

    /** The picture, as small as it has to be. */
    Picture picture() throws ExportException, IOException, InterruptedException {
        shrinkPicture();
        return wrapping.picture();
    }

    /** Writes it into a file, which is not published. */
    Zip into(NewFile file)
            throws ReportException,
                    ExportException,
                    StorageException,
                    IOException,
                    InterruptedException {
        shrinkPicture();
        long others = sizeWithoutVideo();
        long over = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Filming.Made film = film(others, over);
            long bytes = write(file, film);
            if (fit.isEmpty() || bytes <= fit.getAsLong()) {
                return new Zip(bytes, film);
            }
            over += bytes - fit.getAsLong() + SLACK_BYTES;
            if (film == null) {
                break;
            }
        }
        throw ExportException.doesNotFit("the report does not fit", over);
    }

    private Filming.@Nullable Made film(long others, long over)
            throws ReportException, ExportException, IOException, InterruptedException {
        if (video == null) {
            return null;
        }
        OptionalLong room = room(others, over);
        try {
            return video.make(room, share -> progress.at(share * 0.9));
        } catch (ExportException failed) {
            if (failed.kind() == ExportException.Kind.DOES_NOT_FIT && room.equals(videoBytes)) {
                throw ReportException.doesNotFit(
                        "The video does not fit into "
                                + Times.bytes(videoBytes.orElse(0))
                                + ": the smallest one is "
                                + Times.bytes(failed.bytesOver())
                                + " larger. Choose a shorter stretch (--last).",
                        videoBytes.orElse(0),
                        failed);
            }
            throw failed;
        }
    }

    private OptionalLong room(long others, long over) throws ExportException {
        if (fit.isEmpty()) {
            return videoBytes;
        }
        long room = fit.getAsLong() - others - SLACK_BYTES - over;
        if (room <= 0) {
            throw ExportException.doesNotFit("no room is left for the video", 1 - room);
        }
        return OptionalLong.of(Math.min(room, videoBytes.orElse(Long.MAX_VALUE)));
    }

    private long sizeWithoutVideo() throws IOException, InterruptedException {
        if (fit.isEmpty()) {
            return 0;
        }
        List<Entry> entries = contents.entries(wrapping, null, null);
        List<ReportZip.Content> all = ReportZip.contents(entries);
        all.add(new ReportZip.Content(Entry.VIDEO, Long.MAX_VALUE, "0".repeat(64), 0));
        List<Entry> with = new ArrayList<>(entries);
        with.add(contents.manifest(wrapping, all));
        Counting counting = new Counting();
        ReportZip.write(with, ReportZip.contents(with), counting);
        return counting.bytes;
    }

    private void shrinkPicture() throws ExportException, IOException, InterruptedException {
        for (int i = 0; i < MOST_HALVINGS && fit.isPresent(); i++) {
            Path file = wrapping.picture().file().orElse(null);
            if (file == null || Files.size(file) <= fit.getAsLong() / PICTURE_SHARE) {
                return;
            }
            Path smaller = scratch.fresh("smaller", ".png");
            PngFile.halve(file, smaller);
            wrapping = wrapping.with(wrapping.picture().in(smaller));
        }
    }

    private long write(NewFile file, Filming.@Nullable Made film)
            throws StorageException, InterruptedException {
        try {
            List<Entry> entries =
                    contents.entries(
                            wrapping,
                            film == null ? null : film.file(),
                            film == null ? null : film.result());
            List<ReportZip.Content> inside = ReportZip.contents(entries);
            Entry manifest = contents.manifest(wrapping, inside);
            List<Entry> all = new ArrayList<>(entries);
            all.add(manifest);
            inside.addAll(ReportZip.contents(List.of(manifest)));
            ReportZip.write(all, inside, file.rewrite());
            ReportZip.check(file.path(), inside);
            return Files.size(file.path());
        } catch (IOException failed) {
            throw file.failure(String.valueOf(failed.getMessage()));
        }
    }

    /** Counts what would be written. */
    private static final class Counting extends OutputStream {

        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte @Nullable [] from, int offset, int length) {
            bytes += length;
        }
    }
}

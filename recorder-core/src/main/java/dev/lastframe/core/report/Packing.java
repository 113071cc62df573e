package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.StretchResult;
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
 * Puts what was gathered into a zip: fitted, written under another name, read back, then named.
 * Used by one thread; blocks.
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
    private final Target target;
    private final OptionalLong fit;
    private final Progress progress;

    Packing(Contents contents, Target target, OptionalLong fit, Progress progress) {
        this.contents = contents;
        this.target = target;
        this.fit = fit;
        this.progress = progress;
    }

    ReportResult pack()
            throws ExportException, StorageException, IOException, InterruptedException {
        if (fit.isPresent()) {
            shrinkPicture(fit.getAsLong() / PICTURE_SHARE);
        }
        long others = fit.isPresent() ? sizeWithoutVideo() : 0;
        long over = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StretchResult made = null;
            Path mp4 = null;
            Contents.Video video = contents.video();
            if (video != null) {
                mp4 = contents.scratch().file("video-" + attempt + Source.MP4);
                made = video.make(mp4, room(others, over), this::heard);
            }
            List<Entry> entries = contents.entries(mp4, made);
            try (NewFile file = NewFile.beside(target.next())) {
                ReportResult result = write(file, entries);
                if (fit.isEmpty() || result.bytes() <= fit.getAsLong()) {
                    return publish(file, result);
                }
                over += result.bytes() - fit.getAsLong() + SLACK_BYTES;
            }
            if (mp4 == null) {
                break;
            }
            Files.delete(mp4);
        }
        throw ExportException.doesNotFit("the report does not fit", over);
    }

    private void heard(double share) {
        progress.at(0.05 + share * 0.85);
    }

    /** What the video may have. */
    private OptionalLong room(long others, long over) throws ExportException {
        if (fit.isEmpty()) {
            return OptionalLong.empty();
        }
        long room = fit.getAsLong() - others - SLACK_BYTES - over;
        if (room <= 0) {
            throw ExportException.doesNotFit("no room is left for the video", 1 - room);
        }
        return OptionalLong.of(room);
    }

    private long sizeWithoutVideo() throws IOException, InterruptedException {
        List<Entry> entries = contents.entries(null, null);
        List<ReportZip.Content> all = ReportZip.contents(entries);
        all.add(new ReportZip.Content(Entry.VIDEO, Long.MAX_VALUE, "0".repeat(64), 0));
        List<Entry> with = new ArrayList<>(entries);
        with.add(contents.manifest(all));
        Counting counting = new Counting();
        ReportZip.write(with, ReportZip.contents(with), counting);
        return counting.bytes;
    }

    private void shrinkPicture(long most)
            throws ExportException, IOException, InterruptedException {
        for (int i = 0; i < MOST_HALVINGS; i++) {
            Path file = contents.picture().file().orElse(null);
            if (file == null || Files.size(file) <= most) {
                return;
            }
            Path smaller = contents.scratch().file("smaller-" + i + ".png");
            PngFile.halve(file, smaller);
            contents.picture(contents.picture().in(smaller));
        }
    }

    private ReportResult write(NewFile file, List<Entry> entries)
            throws StorageException, InterruptedException, IOException {
        List<ReportZip.Content> inside = ReportZip.contents(entries);
        Entry manifest = contents.manifest(inside);
        List<Entry> all = new ArrayList<>(entries);
        all.add(manifest);
        inside.addAll(ReportZip.contents(List.of(manifest)));
        try {
            ReportZip.write(all, inside, file.rewrite());
            ReportZip.check(file.path(), inside);
            return new ReportResult(file.path(), Files.size(file.path()), contents.sentence());
        } catch (IOException failed) {
            throw file.failure(String.valueOf(failed.getMessage()));
        }
    }

    /** Somebody may take a free name between the look and the rename. */
    private ReportResult publish(NewFile file, ReportResult made)
            throws StorageException, IOException {
        for (int i = 0; ; i++) {
            Path name = target.next();
            try {
                file.publishAs(name);
                return new ReportResult(name, made.bytes(), made.sentence());
            } catch (StorageException refused) {
                if (target.exact()
                        || i == ATTEMPTS
                        || refused.reason() != StorageException.Reason.OUTPUT_EXISTS) {
                    throw refused;
                }
            }
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

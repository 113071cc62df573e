package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.export.StillPicture;
import dev.lastframe.core.export.StretchOrder;
import dev.lastframe.core.export.StretchResult;
import dev.lastframe.core.export.StretchVideo;
import dev.lastframe.core.export.TransportCopy;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
    private List<Path> copies = List.of();

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
            Stretch stretch, OptionalLong fit, String comment, Path target, Progress progress)
            throws ExportException, InterruptedException {
        return attempt(parts ->
                StretchVideo.make(
                        new StretchOrder(
                                parts,
                                stretch.from(),
                                stretch.until(),
                                fit,
                                Map.of("comment", comment)),
                        target,
                        progress));
    }

    /** The last picture of the stretch. */
    void picture(Stretch stretch, Path png) throws ExportException, InterruptedException {
        attempt(parts -> {
            StillPicture.png(parts, stretch.until(), png);
            return png;
        });
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
     * Where the stretch that was wanted until a moment really ends: nothing is shown long after the
     * last picture.
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

    /** What can be cut: a file that was kept as MP4 only is made one again, once. */
    private List<Path> parts() throws ExportException, InterruptedException {
        List<Path> videos = source.videos();
        if (videos.stream().noneMatch(Films::isMp4)) {
            return videos;
        }
        if (copies.isEmpty()) {
            List<Path> made = new ArrayList<>();
            for (Path video : videos) {
                made.add(isMp4(video) ? transport(video) : video);
            }
            linkEvents();
            copies = made;
        }
        return copies;
    }

    private Path transport(Path mp4) throws ExportException, InterruptedException {
        String name = Source.stem(String.valueOf(mp4.getFileName()));
        Path copy = scratch.file(name + RecordingFiles.PUBLISHED);
        TransportCopy.make(mp4, copy);
        return copy;
    }

    /** The times of later parts are looked up beside the first one. */
    private void linkEvents() throws ExportException {
        Optional<Path> events = source.events();
        if (events.isEmpty() || source.videos().size() == 1) {
            return;
        }
        try {
            Files.createSymbolicLink(
                    scratch.file(String.valueOf(events.get().getFileName())), events.get());
        } catch (IOException | UnsupportedOperationException refused) {
            throw new ExportException(
                    ExportException.Kind.FAILED,
                    "The parts of the recording cannot be joined from their MP4 files: name one of"
                            + " them.",
                    refused);
        }
    }

    private static boolean isMp4(Path file) {
        return String.valueOf(file.getFileName()).endsWith(Source.MP4);
    }
}

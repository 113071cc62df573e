package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.NewFolder;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of one recording of which some were kept as MP4 only, as the transport streams that
 * everything else reads: under the parts' names, in a folder of their own. Owned by whoever made
 * it; closing removes the folder. Callable from any thread; making it blocks for as long as it
 * takes to copy the MP4s.
 */
public final class PartStreams implements AutoCloseable {

    private final NewFolder folder;
    private final List<Path> parts;

    private PartStreams(NewFolder folder, List<Path> parts) {
        this.folder = folder;
        this.parts = parts;
    }

    /**
     * Makes them beside a file that is to be made of them: as large as the MP4s together.
     *
     * @param parts the files of one recording in order, as {@link RecordingParts#of} gives them
     * @throws ExportException {@code UNREADABLE} when an MP4 holds no video; {@code EXISTS}, {@code
     *     DISK_FULL}, {@code FAILED}
     * @throws InterruptedException when the thread was interrupted; nothing is left then
     */
    public static PartStreams beside(Path target, List<Path> parts)
            throws ExportException, InterruptedException {
        StretchVideo.refuse(target);
        NewFolder folder;
        try {
            folder = NewFolder.beside(target);
        } catch (StorageException refused) {
            throw Mp4Work.failure(refused);
        }
        boolean good = false;
        try {
            Path first = parts.getFirst();
            Path events =
                    first.resolveSibling(RecordingParts.baseName(first) + RecordingFiles.EVENTS);
            Optional<Path> told =
                    Files.isRegularFile(events) ? Optional.of(events) : Optional.empty();
            PartStreams streams = new PartStreams(folder, in(folder::file, parts, told));
            good = true;
            return streams;
        } finally {
            if (!good) {
                folder.close();
            }
        }
    }

    /**
     * Makes them in a folder that goes afterwards.
     *
     * @param place the path of a name in that folder
     * @param videos the files of one recording in order
     * @param events where the times of later parts are
     * @return the streams, in the same order
     * @throws ExportException as {@link #beside} does
     */
    public static List<Path> in(
            Function<String, Path> place, List<Path> videos, Optional<Path> events)
            throws ExportException, InterruptedException {
        List<Path> made = new ArrayList<>();
        for (Path video : videos) {
            Path stream = place.apply(RecordingParts.baseName(video) + RecordingFiles.PUBLISHED);
            // A stream goes with the folder.
            link(stream, StreamOfMp4.isOne(video) ? StreamOfMp4.make(video, stream).path() : video);
            made.add(stream);
        }
        if (events.isPresent()) {
            // The times of later parts are looked up beside the first one.
            Path told = events.get();
            link(place.apply(String.valueOf(told.getFileName())), told);
        }
        return List.copyOf(made);
    }

    private static void link(Path name, Path to) throws ExportException {
        try {
            Files.createSymbolicLink(name, to.toAbsolutePath());
        } catch (IOException | UnsupportedOperationException refused) {
            throw new ExportException(
                    Kind.FAILED,
                    "The parts of an MP4 cannot be put together in "
                            + name.getParent()
                            + ": name the .ts if it is there, or choose another folder.",
                    refused);
        }
    }

    /** The streams, in order. */
    public List<Path> parts() {
        return parts;
    }

    @Override
    public void close() {
        folder.close();
    }
}

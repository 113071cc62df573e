package dev.lastframe.core.session;

import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the place where a part is copied whose own folder is gone: the first one with room for all
 * of it, else the one with the most. Used by the session's thread; blocks for as long as disks
 * take, seconds at most.
 */
final class CopyPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(CopyPlaces.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Less than this is not worth a copy. */
    private static final long LEAST_BYTES = 1024L * 1024;

    /** The room in a folder, so that a test can say what there is. */
    @FunctionalInterface
    interface Room {

        /** The file system's own answer. */
        Room REAL = folder -> Files.getFileStore(folder).getUsableSpace();

        /** In bytes. */
        long free(Path folder) throws IOException;
    }

    /**
     * A place that is reserved.
     *
     * @param files owned by whoever gets it
     * @param leaveBytes so much room the copy leaves there
     */
    record Place(RecordingFiles files, long leaveBytes) {}

    /** A folder that can be used, and the room there. */
    private record Candidate(Refuge refuge, long room) {}

    private final Room room;
    private final Path activeFolder;

    CopyPlaces(Path activeFolder, Room room) {
        this.activeFolder = activeFolder;
        this.room = room;
    }

    /**
     * Reserves the best place.
     *
     * @param places in the order in which they are wanted
     * @param bytes how large the copy will be
     * @param leaveBytes so much room the copy may not use
     * @return null where none can be used
     */
    @Nullable Place reserve(List<Refuge> places, String name, long bytes, long leaveBytes)
            throws InterruptedException {
        for (Refuge refuge : bestFirst(places, bytes + leaveBytes, LEAST_BYTES + leaveBytes)) {
            RecordingFiles files =
                    ask(
                            refuge,
                            () ->
                                    RecordingFiles.reserve(
                                            refuge.folder(), name, false, activeFolder),
                            Closing::discardNow);
            if (files != null) {
                return new Place(files, leaveBytes);
            }
        }
        return null;
    }

    private List<Refuge> bestFirst(List<Refuge> places, long enough, long least)
            throws InterruptedException {
        List<Candidate> some = new ArrayList<>();
        for (Refuge refuge : places) {
            Long free = ask(refuge, () -> usable(refuge), late -> {});
            if (free != null && free >= enough) {
                return List.of(refuge);
            }
            if (free != null && free >= least) {
                some.add(new Candidate(refuge, free));
            }
        }
        some.sort(Comparator.comparingLong(Candidate::room).reversed());
        return some.stream().map(Candidate::refuge).toList();
    }

    /** Null where the disk refuses, or does not answer. */
    private static <T> @Nullable T ask(Refuge refuge, Callable<T> task, Consumer<T> unwanted)
            throws InterruptedException {
        try {
            return DiskCalls.call(
                    refuge.folder(), PATIENCE, new CompletableFuture<>(), task, unwanted);
        } catch (StorageException refused) {
            LOG.error("nothing can be copied to {}", refuge.folder(), refused);
            return null;
        }
    }

    private long usable(Refuge refuge) throws StorageException {
        Refuges.requireFolder(refuge);
        try {
            return room.free(refuge.folder());
        } catch (IOException unknown) {
            LOG.warn("the room in {} is unknown: {}", refuge.folder(), unknown.toString());
            return 0;
        }
    }
}

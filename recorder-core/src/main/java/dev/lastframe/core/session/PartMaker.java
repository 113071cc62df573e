package dev.lastframe.core.session;

import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.OutputStats;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the files of parts, where there is a place for them. Used by the session's thread; blocks
 * for as long as a disk takes, seconds at most.
 */
final class PartMaker {

    private static final Logger LOG = LoggerFactory.getLogger(PartMaker.class);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(5);

    /** With less room than for so long, a recording ends by itself. */
    private static final int LEAST_SECONDS = 30;

    /** So much room the part that is being recorded has beside a copy before that, at least. */
    static final long LEAST_TO_GO_ON_BYTES = 8L * 1024 * 1024;

    private static final long ROOM_FOR_EVENTS = 4L * 1024 * 1024;

    private final Desk desk;
    private final Making.Outputs outputs;
    private final StageEvents.Session session;
    private final Refuges refuges;
    private final CopyPlaces copies;

    /** What the first part is really called: the others are named after it. */
    private String name;

    /** Whether the microphone gets a file of its own; set before the first part. */
    private volatile boolean microphone;

    PartMaker(Desk desk, Making.Outputs outputs, StageEvents.Session session) {
        this.desk = desk;
        this.outputs = outputs;
        this.session = session;
        this.refuges = new Refuges(desk.request().refuges());
        this.name = desk.request().name();
        this.copies = new CopyPlaces(desk.environment().activeFolder(), CopyPlaces.Room.REAL);
    }

    /** Whether each part has a file for the microphone beside it. */
    void withMicrophone(boolean own) {
        microphone = own;
    }

    /**
     * The first part.
     *
     * @param files owned by it from now on, and given back by it if they cannot be opened
     * @param told of what becomes of it
     * @param abort ends the waiting when it is completed
     */
    Part first(RecordingFiles files, StageEvents told, CompletableFuture<?> abort)
            throws StorageException, InterruptedException {
        name = files.name();
        return DiskCalls.call(
                files.folder(),
                OPEN_PATIENCE,
                abort,
                () -> openOrDiscard(1, files, true, told, "START"),
                PartMaker::throwAway);
    }

    /** In the folder of the part before; null where that does not serve. */
    @Nullable Part beside(Part old, int number, String reason) throws InterruptedException {
        Path folder = old.folder();
        try {
            return DiskCalls.call(
                    folder,
                    OPEN_PATIENCE,
                    new CompletableFuture<>(),
                    () -> reserve(folder, number, false, reason),
                    PartMaker::throwAway);
        } catch (StorageException refused) {
            LOG.error("the next part cannot be in {}", folder, refused);
            return null;
        }
    }

    /** In the first refuge that can be used; null where there is none. */
    @Nullable Part elsewhere(Part old, int number, String reason) throws InterruptedException {
        refuges.leaveOut(old.folder());
        for (Refuge refuge : refuges.left()) {
            refuges.leaveOut(refuge.folder());
            try {
                return DiskCalls.call(
                        refuge.folder(),
                        OPEN_PATIENCE,
                        new CompletableFuture<>(),
                        () -> {
                            Refuges.require(refuge);
                            return reserve(refuge.folder(), number, true, reason);
                        },
                        PartMaker::throwAway);
            } catch (StorageException refused) {
                LOG.error("the next part cannot be in {}", refuge.folder(), refused);
            }
        }
        return null;
    }

    private Part reserve(Path folder, int number, boolean events, String reason)
            throws StorageException {
        RecordingFiles files =
                RecordingFiles.reserve(
                        folder,
                        PartNames.name(name, number),
                        false,
                        desk.environment().activeFolder());
        return openOrDiscard(number, files, events, told(number), reason);
    }

    /** On the thread that opens: while it hangs, the names stay taken. */
    private Part openOrDiscard(
            int number, RecordingFiles files, boolean events, StageEvents told, String reason)
            throws StorageException {
        try {
            return open(number, files, events, told, reason);
        } catch (StorageException | RuntimeException | Error refused) {
            Closing.discardNow(files);
            throw refused;
        }
    }

    /** What is told of a part. */
    StageEvents told(int number) {
        return new StageEvents(number, desk.ledger(), desk.board(), desk.health(), session);
    }

    private Part open(
            int number, RecordingFiles files, boolean events, StageEvents told, String reason)
            throws StorageException {
        DurableOutput output =
                outputs.open(files, events, desk.request().forcing(), desk.clock(), told);
        MicrophoneFile own = microphone ? MicrophoneFile.open(desk, outputs, files) : null;
        return new Part(number, files, output, own, told, reason);
    }

    /**
     * A place for one whose own folder is gone: beside the next part, unless there is more room in
     * another refuge; null where there is none. The part that is being recorded keeps its room.
     */
    CopyPlaces.@Nullable Place rescue(Part gone, Path folder) throws InterruptedException {
        long rate = desk.board().bytesPerSecond();
        long limit = Math.max(Recording.LEAST_FREE_BYTES, LEAST_SECONDS * rate);
        long toGoOn = Math.max(LEAST_TO_GO_ON_BYTES, LEAST_SECONDS * rate);
        List<Refuge> places = new ArrayList<>();
        places.add(new Refuge(folder, true));
        places.addAll(refuges.left());
        return rescue(gone, places, limit + toGoOn);
    }

    /**
     * A place in a refuge, for the last part whose folder was deleted or unplugged before anybody
     * noticed; null where it is still there, or nowhere else. Nothing is recorded any more that
     * would need room.
     */
    CopyPlaces.@Nullable Place rescueIfGone(Part last) throws InterruptedException {
        refuges.leaveOut(last.folder());
        if (refuges.left().isEmpty() || !isGone(last)) {
            return null;
        }
        return rescue(last, refuges.left(), ROOM_FOR_EVENTS);
    }

    private CopyPlaces.@Nullable Place rescue(Part gone, List<Refuge> places, long leaveBytes)
            throws InterruptedException {
        String name =
                gone.number() == 1
                        ? desk.request().name()
                        : PartNames.name(desk.request().name(), gone.number());
        OutputStats stats = gone.output().stats();
        return copies.reserve(places, name, stats.bytes() + stats.waitingBytes(), leaveBytes);
    }

    private static boolean isGone(Part part) throws InterruptedException {
        Path file = part.files().recording();
        try {
            return DiskCalls.call(
                    part.folder(),
                    OPEN_PATIENCE,
                    new CompletableFuture<>(),
                    () -> Files.notExists(file),
                    late -> {});
        } catch (StorageException silent) {
            return false;
        }
    }

    /** Opened too late: nobody wants it any more. */
    private static void throwAway(Part part) {
        part.told().end();
        part.output().giveUp();
        MicrophoneFile microphone = part.microphone();
        try {
            if (microphone != null) {
                microphone.discard();
            }
            part.output().finish(OPEN_PATIENCE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        // While a write hangs, the names are still in use.
        var _ = part.output().closed().thenRun(() -> Closing.discardNow(part.files()));
    }
}

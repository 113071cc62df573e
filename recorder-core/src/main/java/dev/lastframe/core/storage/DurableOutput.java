package dev.lastframe.core.storage;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a recording and its events so that little is ever at risk. Whole access units are given to
 * the operating system {@value #WRITE_MILLIS} ms after they came, or as soon as {@value
 * #WRITE_BYTES} bytes wait (a tenth of a second is promised); they survive the death of the process
 * from then on. They are forced to the disk by a {@link ForcePolicy}; they survive the machine's
 * death from then on. Writing never waits for forcing: each has a thread of its own.
 */
public final class DurableOutput {

    static final int WRITE_MILLIS = 40;
    static final int WRITE_BYTES = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DurableOutput.class);
    private static final long WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(WRITE_MILLIS);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Told by the disk and force threads; must not block. */
    public interface Listener {

        /**
         * The video can no longer be written. With {@code FOLDER_GONE} and no unit lost it still
         * is, but nobody will find it: {@link #rescueTo} saves all of it then. Called at most once,
         * and once more if a write fails after the folder was gone.
         *
         * @param unitsLost access units that were accepted and are not in the file
         */
        void failed(StorageException reason, int unitsLost);

        /**
         * So many units that {@link #giveUp} had counted reached the file after all, as a write
         * that hung came back.
         */
        default void arrivedLate(int units) {}

        /** The disk does not keep up and is forced less often: a power cut may cost more. */
        default void boundWidened(ForcePolicy now) {}

        /**
         * A force failed: so many bytes survive the process's death, and perhaps not the machine's.
         */
        default void unforced(StorageException why, long bytes) {}

        /** Lines of events could not be forced or closed: a power cut may cost some of them. */
        default void eventsUnforced(StorageException why) {}

        /** A line of events could not be written, and is counted. Called once, for the first. */
        default void eventsLost(StorageException why) {}

        /** The room left on the disk was looked up. */
        void freeSpace(long bytes);
    }

    private final NanoClock clock;
    private final Listener listener;
    private final Path videoFile;
    private final Place place;
    private final RecordingChannel videoChannel;
    private final @Nullable RecordingChannel eventsChannel;
    private final WholePartsFile video;
    private final EventLines events;
    private final WriteBuffer buffer;
    private final Forcer forcer;
    private final Thread diskThread;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong exposureNanosMax = new AtomicLong();
    private final AtomicLong freeBytes = new AtomicLong(-1);
    private final AtomicReference<@Nullable Rescue> rescue = new AtomicReference<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Rescue.Room room;
    private volatile @Nullable StorageException failure;

    /** Only lines come from now on. */
    private volatile boolean videoEnded;

    // Used by the disk thread alone.
    private long lookedAround;
    private boolean writable = true;

    /** Frames of the batch that is being written. */
    private int inHand;

    /**
     * A batch of usual size, outside of Java's heap, from where it is written without a copy. Only
     * while the thread runs: a recording remembers all its parts.
     */
    private @Nullable ByteBuffer gathered;

    DurableOutput(
            Path videoFile,
            RecordingChannel video,
            @Nullable RecordingChannel events,
            ForcePolicy policy,
            NanoClock clock,
            Listener listener) {
        this(videoFile, video, events, policy, clock, listener, Rescue.Room.REAL);
    }

    DurableOutput(
            Path videoFile,
            RecordingChannel video,
            @Nullable RecordingChannel events,
            ForcePolicy policy,
            NanoClock clock,
            Listener listener,
            Rescue.Room room) {
        this.videoFile = videoFile;
        this.room = room;
        this.place = Place.of(videoFile);
        this.videoChannel = video;
        this.eventsChannel = events;
        this.video = new WholePartsFile(video);
        this.events =
                new EventLines(
                        events, RecordingFiles.eventsBeside(videoFile), listener::eventsLost);
        this.forcer = new Forcer(video, events, policy, clock, new ForSurroundings());
        this.buffer = new WriteBuffer(clock);
        this.clock = clock;
        this.listener = listener;
        this.lookedAround = clock.nanoTime() - LOOK_NANOS;
        diskThread = Thread.ofPlatform().daemon().name("lastframe-disk").unstarted(this::disk);
    }

    /**
     * Creates both files and starts the threads. Touches the disk.
     *
     * @throws StorageException when the video's file cannot be created; lines for an events file
     *     that cannot are counted, and {@link Listener#eventsLost} is told
     */
    public static DurableOutput open(
            RecordingFiles files, ForcePolicy policy, NanoClock clock, Listener listener)
            throws StorageException {
        RecordingChannel video = createVideo(files);
        RecordingChannel events = null;
        IOException refused = null;
        try {
            events = new PlainChannel(files.createEvents());
        } catch (IOException failure) {
            LOG.error("the events file {} cannot be created", files.events(), failure);
            refused = failure;
        }
        DurableOutput output =
                new DurableOutput(files.recording(), video, events, policy, clock, listener);
        if (refused != null) {
            output.events.refused(refused);
        }
        output.start();
        return output;
    }

    /**
     * The same for a recording whose events are in another file: {@link #line} counts a failure.
     */
    public static DurableOutput openWithoutEvents(
            RecordingFiles files, ForcePolicy policy, NanoClock clock, Listener listener)
            throws StorageException {
        DurableOutput output =
                new DurableOutput(
                        files.recording(), createVideo(files), null, policy, clock, listener);
        output.start();
        return output;
    }

    private static RecordingChannel createVideo(RecordingFiles files) throws StorageException {
        try {
            return new PlainChannel(files.createRecording());
        } catch (IOException failure) {
            throw StorageException.writing(files.recording(), failure);
        }
    }

    void start() {
        diskThread.start();
        forcer.start();
    }

    /**
     * Accepts one whole access unit, or whole pieces of sound. Called by the encoder thread. Blocks
     * while too much waits for the disk.
     *
     * @param unit owned by the output from now on
     * @param capturedNanos when its frame was captured; {@code Long.MAX_VALUE} where there is none,
     *     which then counts as no unit
     * @return false when the video can no longer be written
     */
    public boolean unit(byte[] unit, long capturedNanos) throws InterruptedException {
        return unit(unit, unit.length, capturedNanos, array -> {});
    }

    /**
     * The same for bytes in an array that is used again.
     *
     * @param array owned by the output until it gives it back
     * @param length so many bytes of it are the unit, from the first one
     * @param back is given the array, once, by the disk thread, as soon as nobody reads it any
     *     more; must not block. An array whose bytes are thrown away is not given back.
     */
    public boolean unit(byte[] array, int length, long capturedNanos, Consumer<byte[]> back)
            throws InterruptedException {
        return buffer.offer(new WriteBuffer.Unit(array, length, capturedNanos, back));
    }

    /**
     * Accepts bytes that end the stream and belong to no frame. Otherwise as {@link #unit}.
     *
     * @param bytes owned by the output from now on
     */
    public void trailer(byte[] bytes) throws InterruptedException {
        if (!unit(bytes, WriteBuffer.NONE)) {
            LOG.debug("the stream's end was not written");
        }
    }

    /**
     * Whether a unit of this size would have to wait for the disk. Any thread. Never blocks long.
     */
    public boolean wouldBlock(int unitBytes) {
        return buffer.wouldBlock(unitBytes);
    }

    /**
     * Accepts one line of events. Called by any thread. Never blocks; a line that finds no room is
     * counted as failed.
     */
    public void line(String json) {
        if (!buffer.offer((json + "\n").getBytes(StandardCharsets.UTF_8))) {
            events.noRoom();
        }
    }

    /** What the disk did so far. Any thread. Never blocks long. */
    public OutputStats stats() {
        return new OutputStats(
                bytes.get(),
                writes.get(),
                forcer.forces(),
                buffer.waitingBytes(),
                forcer.unforcedBytes(),
                events.failures(),
                buffer.oldestCapturedNanos(),
                exposureNanosMax.get(),
                freeBytes.get(),
                forcer.policy());
    }

    /**
     * Before the files are closed, what was written is copied from them: the way out when their
     * folder is gone, as they are still open. Called by the session before {@link #finish}, whose
     * limit holds for the copy too; returns at once.
     *
     * @param files reserved in another folder; they stay the caller's, and hold the recording under
     *     its temporary name afterwards, or as much of it as there was room for
     * @param leaveBytes so much room the copy leaves on that disk
     * @return completed by the force thread, before {@link #closed} is, with what was copied and
     *     forced; exceptionally with a {@link StorageException} when there is no copy, also when
     *     the files are closed already
     */
    public CompletableFuture<Rescued> rescueTo(RecordingFiles files, long leaveBytes) {
        Rescue asked = new Rescue(files, leaveBytes, room);
        if (!rescue.compareAndSet(null, asked)) {
            throw new IllegalStateException("it is rescued already");
        }
        if (closed.isDone()) {
            asked.tooLate();
        }
        return asked.done();
    }

    /**
     * Completed when both files are closed and nothing is written to them any more, however late
     * that is, by the force thread; before {@link #finish} returns true. Until then the recording's
     * lock has to be held.
     */
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    /**
     * Takes no units any more; those that wait are still written. Any thread. Never blocks long.
     */
    public void refuseMore() {
        buffer.endUnits();
    }

    /**
     * Writes and forces the units that wait; lines are still taken afterwards, until {@link
     * #finish}. Called by one thread, once. Blocks for as long as the disk takes to force.
     *
     * @param limit how long writing may take
     * @return false when the limit passed first
     */
    public boolean endVideo(Duration limit) throws InterruptedException {
        buffer.endUnits();
        videoEnded = true;
        if (!buffer.awaitUnitsWritten(limit)) {
            return false;
        }
        forcer.forceNow();
        noteUnforced();
        return true;
    }

    /**
     * Writes what waits, forces it and closes both files; may be called again to wait longer.
     * Called by the session. Blocks.
     *
     * @param limit how long it may take
     * @return false when the limit passed first: the files are left to their threads
     */
    public boolean finish(Duration limit) throws InterruptedException {
        buffer.end();
        long deadline = clock.nanoTime() + limit.toNanos();
        boolean written = diskThread.join(limit);
        long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - clock.nanoTime());
        boolean ended = forcer.awaitEnd(Duration.ofNanos(left)) && written;
        noteUnforced();
        return ended;
    }

    /** A force of the video that failed at any time may have cost some of it. */
    private void noteUnforced() {
        IOException unforced = forcer.problem();
        if (unforced != null && failure == null) {
            note(StorageException.writing(videoFile, unforced));
        }
    }

    /**
     * Gives up what still waits for a disk that does not answer, and what it is writing: should the
     * write come back, {@link Listener#arrivedLate} tells what of it is in the file. Any thread;
     * what is given up is counted once.
     *
     * @return how many access units that is
     */
    public int giveUp() {
        WriteBuffer.GivenUp given = buffer.giveUp();
        if (given.oldestCapturedNanos() != WriteBuffer.NONE) {
            exposed(given.oldestCapturedNanos(), clock.nanoTime());
        }
        return given.frames();
    }

    private void exposed(long capturedNanos, long nowNanos) {
        exposureNanosMax.accumulateAndGet(nowNanos - capturedNanos, Math::max);
    }

    /** Why the video could not be written, null while it can. */
    public @Nullable StorageException failure() {
        return failure;
    }

    // ---- the disk thread

    private void disk() {
        try {
            while (writeNext()) {
                lookAround();
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("the disk thread was interrupted", interrupted);
        } catch (RuntimeException | Error broken) {
            StorageException reason = StorageException.writing(videoFile, broken);
            LOG.error("the disk thread broke", broken);
            note(reason);
            int waited = buffer.refuseUnits();
            listener.failed(reason, waited + inHand - buffer.settle());
        } finally {
            gathered = null;
            buffer.refuseLines();
            forcer.end();
        }
    }

    /** Waits for work, writes it, and says whether there may be more. */
    private boolean writeNext() throws InterruptedException {
        WriteBuffer.Batch batch = buffer.take(LOOK_NANOS, WRITE_NANOS, WRITE_BYTES);
        if (batch == null) {
            return true;
        }
        inHand = WriteBuffer.frames(batch.units());
        writeUnits(batch.units());
        inHand = 0;
        for (byte[] line : batch.lines()) {
            if (events.append(line)) {
                forceEvents();
            }
        }
        events.tell();
        return !batch.last() || !buffer.isEmpty();
    }

    private void writeUnits(List<WriteBuffer.Unit> batch) {
        if (batch.isEmpty() || !writable) {
            return;
        }
        int size = 0;
        for (WriteBuffer.Unit unit : batch) {
            size += unit.length;
        }
        ByteBuffer usual = gathered;
        if (usual == null) {
            usual = ByteBuffer.allocateDirect(2 * WRITE_BYTES);
            gathered = usual;
        }
        // More than usual comes together only while a disk is slow.
        ByteBuffer together = size <= usual.capacity() ? usual.clear() : ByteBuffer.allocate(size);
        for (WriteBuffer.Unit unit : batch) {
            unit.moveTo(together);
        }
        together.flip();
        try {
            writes.addAndGet(video.append(together));
            wrote(batch, size);
        } catch (WholePartsFile.PartlyWritten problem) {
            fail(problem, batch);
        }
    }

    private void wrote(List<WriteBuffer.Unit> batch, int size) {
        long now = clock.nanoTime();
        for (WriteBuffer.Unit unit : batch) {
            if (unit.isFrame()) {
                exposed(unit.capturedNanos, now);
            }
        }
        bytes.addAndGet(size);
        int late = buffer.settle();
        forcer.written(size, now);
        tellLate(late);
    }

    private void tellLate(int units) {
        if (units > 0) {
            LOG.info("{} units that had been given up are in the file after all", units);
            listener.arrivedLate(units);
        }
    }

    /** Keeps the units that are whole in the file, and reports the rest as lost. */
    private void fail(WholePartsFile.PartlyWritten problem, List<WriteBuffer.Unit> batch) {
        int whole = 0;
        int kept = 0;
        for (WriteBuffer.Unit unit : batch) {
            if (kept + unit.length > problem.written()) {
                break;
            }
            kept += unit.length;
            whole += unit.isFrame() ? 1 : 0;
        }
        Throwable cause = problem.getCause();
        StorageException reason =
                StorageException.writing(videoFile, cause == null ? problem : cause);
        LOG.error("the video can no longer be written", reason);
        video.keep(kept);
        bytes.addAndGet(kept);
        writable = false;
        note(reason);
        // First of all: settling makes room, and nobody may be let in.
        int waited = buffer.refuseUnits();
        boolean givenUp = buffer.settle() > 0;
        int lost = givenUp ? 0 : WriteBuffer.frames(batch) - whole;
        forcer.written(kept, clock.nanoTime());
        if (givenUp) {
            tellLate(whole);
        }
        listener.failed(reason, lost + waited);
    }

    /** The first failure is the one that is told in the end. */
    private void note(StorageException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    private void forceEvents() {
        if (videoEnded) {
            // no bytes of video come that it could be forced with
            forcer.touchedLast(clock.nanoTime());
        } else {
            forcer.touched();
        }
    }

    /** Once a second: the room left, and whether the file is still where it was. */
    private void lookAround() {
        long now = clock.nanoTime();
        if (now - lookedAround < LOOK_NANOS) {
            return;
        }
        lookedAround = now;
        // A video that has ended may have been given its name meanwhile: look at that last.
        if (failure == null && place.isGone() && !videoEnded) {
            StorageException reason = StorageException.gone(videoFile);
            LOG.error("{}", reason.getMessage());
            note(reason);
            listener.failed(reason, 0);
        }
        place.freeBytes()
                .ifPresent(free -> {
                    freeBytes.set(free);
                    listener.freeSpace(free);
                });
    }

    /** What the force thread asks and tells. */
    private final class ForSurroundings implements Forcer.Surroundings {

        @Override
        public boolean takePressure() {
            return buffer.takePressure();
        }

        @Override
        public void widened(ForcePolicy now) {
            listener.boundWidened(now);
        }

        @Override
        public void unforced(IOException why, long unforcedBytes) {
            listener.unforced(StorageException.writing(videoFile, why), unforcedBytes);
        }

        @Override
        public void eventsUnforced(IOException why) {
            listener.eventsUnforced(
                    StorageException.writing(RecordingFiles.eventsBeside(videoFile), why));
        }

        @Override
        public void closing() {
            Rescue asked = rescue.get();
            if (asked != null) {
                asked.run(videoChannel, eventsChannel);
            }
        }

        @Override
        public void closed() {
            closed.complete(null);
            Rescue asked = rescue.get();
            if (asked != null) {
                asked.tooLate();
            }
        }
    }
}

package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a recording and its events so that little is ever at risk. Whole access units are given to
 * the operating system at most {@value #WRITE_MILLIS} ms after they came, or as soon as {@value
 * #WRITE_BYTES} bytes wait; they survive the death of the process from then on. They are forced to
 * the disk at least every {@link ForcePolicy}; they survive the machine's death from then on.
 * Writing never waits for forcing.
 *
 * <p>Two threads of its own: <em>disk</em> writes, <em>force</em> forces, one force outstanding.
 */
public final class DurableOutput {

    static final int WRITE_MILLIS = 40;
    static final int WRITE_BYTES = 256 * 1024;

    /** Encoded bytes that may wait for the disk; then {@link #unit} blocks. */
    static final int BUFFER_BYTES = 16 * 1024 * 1024;

    /** Event bytes that may wait for the disk; then lines are refused and counted. */
    static final int LINE_BUFFER_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(DurableOutput.class);
    private static final long FREE_SPACE_NANOS = Duration.ofSeconds(1).toNanos();

    /** When written bytes are forced to the disk: whichever comes first. */
    public record ForcePolicy(long bytes, Duration age) {

        /** 4 MiB or a second. */
        public static final ForcePolicy DEFAULT =
                new ForcePolicy(4L * 1024 * 1024, Duration.ofSeconds(1));
    }

    /** Told by the disk thread; must not block. */
    public interface Listener {

        /**
         * The video can no longer be written. Called at most once.
         *
         * @param unitsLost access units that were accepted and are not in the file
         */
        void failed(StorageException reason, int unitsLost);

        /** The room left on the disk was looked up. */
        void freeSpace(long bytes);
    }

    private static final class Unit {
        final byte[] bytes;
        final long capturedNanos;

        Unit(byte[] bytes, long capturedNanos) {
            this.bytes = bytes;
            this.capturedNanos = capturedNanos;
        }
    }

    private final NanoClock clock;
    private final ForcePolicy policy;
    private final Listener listener;
    private final Path videoFile;
    private final RecordingChannel video;
    private final @Nullable RecordingChannel events;
    private final Thread diskThread;
    private final Thread forceThread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition diskWork = lock.newCondition();
    private final Condition forceWork = lock.newCondition();
    private final Condition room = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<Unit> units = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Deque<byte[]> lines = new ArrayDeque<>();

    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private long waitingLineBytes;

    @GuardedBy("lock")
    private long oldestUnitSince;

    @GuardedBy("lock")
    private long writingOldest = Long.MAX_VALUE;

    @GuardedBy("lock")
    private boolean finishing;

    @GuardedBy("lock")
    private boolean written;

    @GuardedBy("lock")
    private @Nullable StorageException failure;

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private long writes;

    @GuardedBy("lock")
    private long forces;

    @GuardedBy("lock")
    private long unforcedBytes;

    @GuardedBy("lock")
    private long unforcedSince;

    @GuardedBy("lock")
    private long eventFailures;

    @GuardedBy("lock")
    private long exposureNanosMax;

    @GuardedBy("lock")
    private long freeBytes = -1;

    /** Used by the disk thread only: the file's length up to its last whole access unit. */
    private long wholeBytes;

    private long wholeEventBytes;
    private long freeSpaceLookedUp;

    DurableOutput(
            Path videoFile,
            RecordingChannel video,
            @Nullable RecordingChannel events,
            ForcePolicy policy,
            NanoClock clock,
            Listener listener) {
        this.videoFile = videoFile;
        this.video = video;
        this.events = events;
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
        this.freeSpaceLookedUp = clock.nanoTime() - FREE_SPACE_NANOS;
        diskThread = Thread.ofPlatform().daemon().name("lastframe-disk").unstarted(this::disk);
        forceThread = Thread.ofPlatform().daemon().name("lastframe-force").unstarted(this::force);
    }

    /**
     * Creates both files and starts the threads. Touches the disk.
     *
     * @throws StorageException when the video's file cannot be created; an events file that cannot
     *     is logged and counted line by line
     */
    public static DurableOutput open(
            RecordingFiles files, ForcePolicy policy, NanoClock clock, Listener listener)
            throws StorageException {
        RecordingChannel video;
        try {
            video = new PlainChannel(OwnerOnly.createNew(files.recording()));
        } catch (IOException failure) {
            throw StorageException.writing(files.recording(), failure);
        }
        RecordingChannel events = null;
        try {
            events = new PlainChannel(OwnerOnly.createNew(files.events()));
        } catch (IOException failure) {
            LOG.error("the events file {} cannot be created", files.events(), failure);
        }
        DurableOutput output =
                new DurableOutput(files.recording(), video, events, policy, clock, listener);
        output.start();
        return output;
    }

    void start() {
        diskThread.start();
        forceThread.start();
    }

    /**
     * Accepts one whole access unit. Called by the encoder thread. Blocks while {@value
     * #BUFFER_BYTES} bytes wait for the disk.
     *
     * @param unit owned by the output from now on
     * @param capturedNanos when its frame was captured
     * @return false when the video can no longer be written
     */
    public boolean unit(byte[] unit, long capturedNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waitingBytes > 0
                    && waitingBytes + unit.length > BUFFER_BYTES
                    && failure == null
                    && !finishing) {
                room.await();
            }
            if (failure != null || finishing) {
                return false;
            }
            if (units.isEmpty()) {
                oldestUnitSince = clock.nanoTime();
            }
            units.addLast(new Unit(unit, capturedNanos));
            waitingBytes += unit.length;
            diskWork.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a unit of this size would have to wait for the disk. Any thread. Never blocks long.
     */
    public boolean wouldBlock(int unitBytes) {
        lock.lock();
        try {
            return waitingBytes > 0 && waitingBytes + unitBytes > BUFFER_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Accepts one line of events. Called by any thread. Never blocks; a line that finds no room is
     * counted as failed.
     */
    public void line(String json) {
        byte[] encoded = (json + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (written || waitingLineBytes + encoded.length > LINE_BUFFER_BYTES) {
                eventFailures++;
                return;
            }
            lines.addLast(encoded);
            waitingLineBytes += encoded.length;
            diskWork.signal();
        } finally {
            lock.unlock();
        }
    }

    public OutputStats stats() {
        lock.lock();
        try {
            long oldest = writingOldest;
            for (Unit unit : units) {
                oldest = Math.min(oldest, unit.capturedNanos);
            }
            return new OutputStats(
                    bytes,
                    writes,
                    forces,
                    waitingBytes,
                    unforcedBytes,
                    eventFailures,
                    oldest,
                    exposureNanosMax,
                    freeBytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits, forces it and closes both files. Called once, by the session. Blocks.
     *
     * @param limit how long it may take
     * @return false when the limit passed first: the files are left to their threads
     */
    public boolean finish(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            finishing = true;
            diskWork.signalAll();
            room.signalAll();
            forceWork.signalAll();
        } finally {
            lock.unlock();
        }
        long deadline = clock.nanoTime() + limit.toNanos();
        diskThread.join(limit);
        long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - clock.nanoTime());
        forceThread.join(Duration.ofNanos(left));
        return !diskThread.isAlive() && !forceThread.isAlive();
    }

    /** Why the video could not be written, null while it can. */
    public @Nullable StorageException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    // ---- the disk thread

    private void disk() {
        try {
            while (writeNext()) {
                lookUpFreeSpace();
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("the disk thread was interrupted", interrupted);
        } finally {
            lock.lock();
            try {
                written = true;
                forceWork.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for work, writes it, and says whether there may be more. */
    private boolean writeNext() throws InterruptedException {
        List<Unit> batch;
        List<byte[]> lineBatch;
        boolean last;
        lock.lock();
        try {
            while (units.isEmpty() && lines.isEmpty() && !finishing) {
                if (!diskWork.await(FREE_SPACE_NANOS, TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
            awaitFullerBatch();
            batch = new ArrayList<>(units);
            lineBatch = new ArrayList<>(lines);
            units.clear();
            lines.clear();
            waitingLineBytes = 0;
            for (Unit unit : batch) {
                writingOldest = Math.min(writingOldest, unit.capturedNanos);
            }
            last = finishing;
        } finally {
            lock.unlock();
        }
        writeUnits(batch);
        writeLines(lineBatch);
        return !last || hasWork();
    }

    private boolean hasWork() {
        lock.lock();
        try {
            return !units.isEmpty() || !lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Collects units for a while, so that a busy screen does not cost a write a frame. */
    @GuardedBy("lock")
    private void awaitFullerBatch() throws InterruptedException {
        if (units.isEmpty()) {
            return;
        }
        long deadline = oldestUnitSince + TimeUnit.MILLISECONDS.toNanos(WRITE_MILLIS);
        while (!finishing && waitingBytes < WRITE_BYTES) {
            long left = deadline - clock.nanoTime();
            if (left <= 0) {
                return;
            }
            if (diskWork.awaitNanos(left) <= 0) {
                return;
            }
        }
    }

    private void writeUnits(List<Unit> batch) {
        if (batch.isEmpty()) {
            return;
        }
        int size = 0;
        for (Unit unit : batch) {
            size += unit.bytes.length;
        }
        if (failure() != null) {
            giveRoomBack(size);
            return;
        }
        ByteBuffer together = ByteBuffer.allocate(size);
        for (Unit unit : batch) {
            together.put(unit.bytes);
        }
        together.flip();
        int calls = 0;
        try {
            while (together.hasRemaining()) {
                video.write(together);
                calls++;
            }
            wholeBytes += size;
            wrote(batch, size, calls);
        } catch (IOException problem) {
            fail(problem, batch, together.position(), size);
        }
    }

    private void wrote(List<Unit> batch, long size, int calls) {
        long now = clock.nanoTime();
        lock.lock();
        try {
            bytes += size;
            writes += calls;
            waitingBytes -= size;
            for (Unit unit : batch) {
                exposureNanosMax = Math.max(exposureNanosMax, now - unit.capturedNanos);
            }
            writingOldest = Long.MAX_VALUE;
            if (unforcedBytes == 0) {
                unforcedSince = now;
            }
            unforcedBytes += size;
            room.signalAll();
            forceWork.signal();
        } finally {
            lock.unlock();
        }
    }

    private void giveRoomBack(long size) {
        lock.lock();
        try {
            waitingBytes -= size;
            writingOldest = Long.MAX_VALUE;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the units that are whole in the file, and reports the rest as lost. */
    private void fail(IOException problem, List<Unit> batch, int writtenBytes, int size) {
        int whole = 0;
        int kept = 0;
        for (Unit unit : batch) {
            if (kept + unit.bytes.length > writtenBytes) {
                break;
            }
            kept += unit.bytes.length;
            whole++;
        }
        wholeBytes += kept;
        StorageException reason = StorageException.writing(videoFile, problem);
        LOG.error("the video can no longer be written", reason);
        try {
            video.truncate(wholeBytes);
        } catch (IOException stuck) {
            LOG.warn("the unfinished access unit could not be cut off {}", videoFile, stuck);
        }
        int lost = batch.size() - whole;
        lock.lock();
        try {
            failure = reason;
            bytes += kept;
            lost += units.size();
            waitingBytes = 0;
            units.clear();
            writingOldest = Long.MAX_VALUE;
            unforcedBytes += kept;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.debug("{} of {} bytes of the last write are kept", kept, size);
        listener.failed(reason, lost);
    }

    private void writeLines(List<byte[]> batch) {
        for (byte[] line : batch) {
            if (events == null || !append(events, line)) {
                lock.lock();
                try {
                    eventFailures++;
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private boolean append(RecordingChannel channel, byte[] line) {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            wholeEventBytes += line.length;
            return true;
        } catch (IOException problem) {
            LOG.warn("a line of events could not be written: {}", problem.toString());
            try {
                channel.truncate(wholeEventBytes);
            } catch (IOException stuck) {
                LOG.warn("half a line of events stays: {}", stuck.toString());
            }
            return false;
        }
    }

    private void lookUpFreeSpace() {
        long now = clock.nanoTime();
        if (now - freeSpaceLookedUp < FREE_SPACE_NANOS) {
            return;
        }
        freeSpaceLookedUp = now;
        try {
            long free = Files.getFileStore(videoFile).getUsableSpace();
            lock.lock();
            try {
                freeBytes = free;
            } finally {
                lock.unlock();
            }
            listener.freeSpace(free);
        } catch (IOException unknown) {
            LOG.debug("the room left on the disk is unknown: {}", unknown.toString());
        }
    }

    // ---- the force thread

    private void force() {
        try {
            long size;
            while ((size = awaitForce()) >= 0) {
                if (size > 0) {
                    forceNow(size);
                }
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("the force thread was interrupted", interrupted);
        } finally {
            close(video);
            if (events != null) {
                close(events);
            }
        }
    }

    /** Waits until bytes are due; returns how many, or -1 at the end. */
    private long awaitForce() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (written) {
                    long rest = unforcedBytes;
                    unforcedBytes = 0;
                    return rest > 0 ? rest : -1;
                }
                long age = clock.nanoTime() - unforcedSince;
                long left = policy.age.toNanos() - age;
                if (unforcedBytes >= policy.bytes || (unforcedBytes > 0 && left <= 0)) {
                    long due = unforcedBytes;
                    unforcedBytes = 0;
                    return due;
                }
                if (unforcedBytes == 0) {
                    forceWork.await();
                } else {
                    forceWork.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void forceNow(long size) {
        long before = clock.nanoTime();
        try {
            video.force();
            if (events != null) {
                events.force();
            }
            lock.lock();
            try {
                forces++;
            } finally {
                lock.unlock();
            }
            LOG.debug(
                    "forced {} bytes in {} ms",
                    size,
                    TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - before));
        } catch (IOException problem) {
            LOG.error("the recording could not be forced to the disk: {}", problem.toString());
        }
    }

    private static void close(RecordingChannel channel) {
        try {
            channel.close();
        } catch (IOException problem) {
            LOG.error("a file of the recording could not be closed: {}", problem.toString());
        }
    }

    /** A file on the disk. */
    private record PlainChannel(FileChannel channel) implements RecordingChannel {

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transport stream of a recording, open for reading as far as it was written when it was
 * opened. Times are ticks of 90 kHz on the recording's clock. Used by one thread; blocks for the
 * disk, and ends at once when the thread is interrupted.
 */
final class RecordedPart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedPart.class);
    private static final int PIECE_PACKETS = 2048;
    private static final int PIECE = PIECE_PACKETS * TransportPacket.SIZE;
    private static final long STEP_BACK = 4L * PIECE;
    private static final long WRAP = (1L << 33) - 1;

    /** The recorder's first picture is there in less time; other streams begin anywhere. */
    private static final long LATEST_START = Ticks.SECOND;

    /** Takes the pictures one after the other. */
    @FunctionalInterface
    interface Visitor {

        /**
         * A whole picture.
         *
         * @param offset of its first packet
         * @param ticks its time
         * @param key whether it is marked as one at which decoding can begin
         * @return whether more are wanted
         */
        boolean picture(long offset, long ticks, boolean key);
    }

    private final Path file;
    private final RecordedBytes bytes;
    private final long size;
    private final long startTicks;
    private final ProgramTables tables = new ProgramTables();
    private final byte[] piece = new byte[PIECE];
    private long base;
    private boolean sound;
    private long firstTicks = -1;

    private RecordedPart(Path file, RecordedBytes bytes, long startTicks) throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.startTicks = startTicks;
        long length = bytes.size();
        this.size = length - length % TransportPacket.SIZE;
    }

    /**
     * Opens it.
     *
     * @param startTicks the recording's time of the part's beginning
     * @throws ExportException when it cannot be read, or is no recording with a picture
     */
    static RecordedPart open(Path file, long startTicks)
            throws ExportException, InterruptedException {
        RecordedPart part = null;
        boolean good = false;
        try {
            part = new RecordedPart(file, RecordedBytes.open(file), startTicks);
            good = part.learn();
        } catch (IOException failed) {
            throw unreadable(file, failed);
        } finally {
            if (part != null && !good) {
                part.closeQuietly();
            }
        }
        if (!good) {
            throw new ExportException(
                    Kind.UNREADABLE,
                    file + " is not a recording with a picture: choose one that Lastframe made.");
        }
        return part;
    }

    static ExportException unreadable(Path file, IOException failed) {
        String sentence =
                failed instanceof NoSuchFileException
                        ? "There is no file " + file + ": name one that exists."
                        : "The file " + file + " cannot be read: check its permissions and disk.";
        return new ExportException(Kind.UNREADABLE, sentence, failed);
    }

    private boolean learn() throws IOException, InterruptedException {
        int read = bytes.read(piece, (int) Math.min(PIECE, size), 0);
        for (int at = 0; at + TransportPacket.SIZE <= read; at += TransportPacket.SIZE) {
            if (!TransportPacket.isPacket(piece, at)) {
                break;
            }
            if (tables.isTable(TransportPacket.pid(piece, at))) {
                tables.learn(piece, at);
            }
        }
        if (tables.videoPid() == ProgramTables.NONE) {
            return false;
        }
        base = 0;
        scan(
                0,
                (offset, ticks, key) -> {
                    firstTicks = ticks - startTicks;
                    return false;
                });
        if (firstTicks < 0) {
            return false;
        }
        base = firstTicks <= LATEST_START ? 0 : firstTicks;
        firstTicks = firstTicks - base + startTicks;
        sound = HeldSound.in(bytes, size, tables);
        return true;
    }

    Path file() {
        return file;
    }

    long startTicks() {
        return startTicks;
    }

    /** What the file's own times have at the part's beginning. */
    long base() {
        return base;
    }

    /** Whether any was recorded with the pictures. */
    boolean hasSound() {
        return sound;
    }

    /**
     * The microphone's own track.
     *
     * @param file where it is
     * @param number of the stream of sound in it
     * @param base what its own times have at the part's beginning
     */
    record Microphone(Path file, int number, long base) {}

    /** It is beside a recording, and the second one in a stream that was made of its MP4. */
    Optional<Microphone> microphone() {
        if (tables.sounds() > 1) {
            return Optional.of(new Microphone(file, 1, base));
        }
        Path real = file;
        try {
            real = file.toRealPath();
        } catch (IOException gone) {
            LOG.debug("{} has another name by now: {}", file, gone.toString());
        }
        return RecordingFiles.microphoneBeside(real).map(track -> new Microphone(track, 0, 0));
    }

    /** The time of the first picture. */
    long firstTicks() {
        return firstTicks;
    }

    /** The time of the last whole picture. */
    long lastTicks() throws IOException, InterruptedException {
        long[] last = {firstTicks};
        long from = size;
        boolean[] found = {false};
        while (!found[0] && from > 0) {
            from = Math.max(0, from - STEP_BACK);
            scan(
                    from,
                    (offset, ticks, key) -> {
                        last[0] = ticks;
                        found[0] = true;
                        return true;
                    });
        }
        return last[0];
    }

    /**
     * When the last that was heard ends, with the pictures or in the microphone's own track; the
     * time of the last picture where that is later.
     */
    long heardUntilTicks() throws IOException, InterruptedException {
        long until = lastTicks();
        if (sound) {
            until = Math.max(until, heardUntil(bytes, size, tables.soundPid(), base));
        }
        Optional<Microphone> own = microphone();
        if (own.isPresent() && !own.get().file().equals(file)) {
            try (RecordedBytes track = RecordedBytes.open(own.get().file())) {
                long whole = track.size() - track.size() % TransportPacket.SIZE;
                int pid = StreamUnits.tables(track).soundPid();
                until = Math.max(until, heardUntil(track, whole, pid, own.get().base()));
            }
        }
        return until;
    }

    private long heardUntil(RecordedBytes stream, long whole, int pid, long itsBase)
            throws IOException, InterruptedException {
        OptionalLong end = SoundEnd.of(stream, whole, pid);
        return end.isEmpty() ? 0 : PesHeader.ticks(itsBase, end.getAsLong()) + startTicks;
    }

    /** Where the last key frame is whose time is not later; the first picture if there is none. */
    long keyBefore(long ticks) throws IOException, InterruptedException {
        long low = 0;
        long high = size / TransportPacket.SIZE;
        while (high - low > PIECE_PACKETS) {
            long middle = (low + high) / 2;
            long[] time = {Long.MAX_VALUE};
            scan(
                    middle * TransportPacket.SIZE,
                    (offset, when, key) -> {
                        time[0] = when;
                        return false;
                    });
            if (time[0] <= ticks) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long from = low * TransportPacket.SIZE;
        long step = STEP_BACK;
        long key = keyFrom(from, ticks);
        while (key < 0 && from > 0) {
            from = Math.max(0, from - step);
            step *= 2;
            key = keyFrom(from, ticks);
        }
        return Math.max(0, key);
    }

    private long keyFrom(long from, long ticks) throws IOException, InterruptedException {
        long[] found = {-1};
        scan(
                from,
                (offset, when, key) -> {
                    if (key && when <= ticks) {
                        found[0] = offset;
                    }
                    return when <= ticks;
                });
        return found[0];
    }

    /**
     * Tells the whole pictures of which the first packet is at or behind an offset. The last one of
     * a growing file counts when it is as long as it says, or its last packet is filled up.
     */
    void scan(long from, Visitor visitor) throws IOException, InterruptedException {
        Open open = null;
        long position = from;
        while (position < size) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int read = bytes.read(piece, (int) Math.min(PIECE, size - position), position);
            for (int at = 0; at + TransportPacket.SIZE <= read; at += TransportPacket.SIZE) {
                if (!isVideo(piece, at)) {
                    continue;
                }
                int payload = at + TransportPacket.payloadOffset(piece, at);
                if (TransportPacket.startsUnit(piece, at)) {
                    PesHeader header = PesHeader.read(piece, payload, at + TransportPacket.SIZE);
                    if (open != null && !open.tell(visitor)) {
                        return;
                    }
                    open =
                            header == null
                                    ? null
                                    : new Open(
                                            position + at,
                                            time(header),
                                            TransportPacket.isRandomAccess(piece, at),
                                            header);
                }
                if (open != null) {
                    open.add(at + TransportPacket.SIZE - payload, at);
                }
            }
            if (read <= 0) {
                break;
            }
            position += read;
        }
        if (open != null && (!isGrowing() || open.isWhole())) {
            open.tell(visitor);
        }
    }

    private long time(PesHeader header) {
        return ((header.pts() - base) & WRAP) + startTicks;
    }

    private boolean isGrowing() {
        return RecordingFiles.isRecording(String.valueOf(file.getFileName()));
    }

    private boolean isVideo(byte[] packets, int at) {
        return packets[at] == TransportPacket.SYNC
                && TransportPacket.pid(packets, at) == tables.videoPid()
                && TransportPacket.hasPayload(packets, at);
    }

    /** Reads pictures' bytes, in the order of the file. */
    UnitBytes units() {
        return new UnitBytes(bytes, size, tables.videoPid());
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException unclosed) {
            LOG.debug("{} could not be closed: {}", file, unclosed.toString());
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** A picture of which not all packets were seen yet. */
    private final class Open {

        private final long offset;
        private final long ticks;
        private final boolean key;
        private final PesHeader header;
        private long length;
        private boolean stuffed;

        Open(long offset, long ticks, boolean key, PesHeader header) {
            this.offset = offset;
            this.ticks = ticks;
            this.key = key;
            this.header = header;
        }

        void add(int payload, int at) {
            length += payload;
            stuffed = TransportPacket.isStuffed(piece, at);
        }

        boolean isWhole() {
            return header.bytes() == PesHeader.UNKNOWN ? stuffed : length == header.bytes();
        }

        boolean tell(Visitor visitor) {
            return visitor.picture(offset, ticks, key);
        }
    }
}

package dev.lastframe.core.encode;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;

/**
 * Collects what the muxer writes, and counts the access units in it. FFmpeg's muxer makes one
 * packet of the elementary stream (PES) of each access unit; its first transport packet carries the
 * "payload unit start" flag (ISO/IEC 13818-1, 2.4.3.2). What is taken is one stream without a hole,
 * whatever was thrown away in between. Used by the encoder thread alone.
 */
final class TransportBuffer extends OutputStream {

    static final int PACKET = 188;

    private static final int SYNC = 0x47;

    /** FFmpeg's first elementary stream. */
    private static final int VIDEO_PID = 0x100;

    private static final int TABLES_PID = 0;
    private static final int NULL_PID = 0x1fff;
    private static final int NOT_SEEN = -1;

    /** Arrays of the units that are under way to the disk at once when it keeps up, and one. */
    private static final int ARRAYS = 4;

    private static final int ARRAY_BYTES = 64 * 1024;

    /** A larger array was for a rare picture, and is not kept. */
    private static final int MOST_KEPT_BYTES = 512 * 1024;

    /** Given back by whoever read them last. */
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(ARRAYS - 1);

    private final Consumer<byte[]> back = this::giveBack;

    private byte[] bytes = new byte[ARRAY_BYTES];
    private int length;
    private int scanned;
    private int units;

    /** So many bytes are not thrown away with the next unit. */
    private int kept;

    private boolean key;

    /** The table of programs was written since the last take. */
    private boolean tables;

    /** Of each stream, the count of its last packet that was taken (2.4.3.3). */
    private final byte[] continuity = new byte[NULL_PID];

    TransportBuffer() {
        Arrays.fill(continuity, (byte) NOT_SEEN);
        while (free.offer(new byte[ARRAY_BYTES])) {
            // until there are as many as it takes
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        makeRoom(count);
        System.arraycopy(source, offset, bytes, length, count);
        written(count);
    }

    /** The same for bytes that are outside of Java's heap. */
    void write(BytePointer source, int count) {
        makeRoom(count);
        source.get(bytes, length, count);
        written(count);
    }

    private void makeRoom(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    private void written(int count) {
        length += count;
        for (; scanned + PACKET <= length; scanned += PACKET) {
            scan(scanned);
        }
    }

    private void scan(int at) {
        if ((bytes[at] & 0xff) != SYNC) {
            throw new IllegalStateException(
                    "the muxer wrote something that is no transport packet");
        }
        int flags = bytes[at + 1] & 0xff;
        tables |= pid(bytes, at) == TABLES_PID;
        if (pid(bytes, at) == VIDEO_PID && (flags & 0x40) != 0) {
            units++;
            boolean adaptation = (bytes[at + 3] & 0x20) != 0 && bytes[at + 4] != 0;
            key = adaptation && (bytes[at + 5] & 0x40) != 0;
        }
    }

    /** Access units that began since the last {@link #take}. */
    int units() {
        return units;
    }

    /** Whether the newest of them is a key frame (random access indicator). */
    boolean lastIsKey() {
        return key;
    }

    /** Whether a reader that knows nothing yet could begin here: a key frame, and the tables. */
    boolean begins() {
        return key && tables;
    }

    /** Everything since the last call; the caller owns it. */
    byte[] take() {
        countOn();
        byte[] taken = Arrays.copyOf(bytes, length);
        discard();
        return taken;
    }

    /**
     * Hands everything since the last call on, in the array in which it is: nothing is copied while
     * the arrays come back as fast as they go. Blocks as the sink does.
     *
     * @return what the sink says
     */
    boolean handTo(UnitSink sink, long capturedNanos) throws InterruptedException {
        byte[] other = free.poll();
        if (other == null) {
            // Units that wait for a slow disk have no room to spare.
            byte[] copy = take();
            return sink.unit(copy, copy.length, capturedNanos, array -> {});
        }
        countOn();
        byte[] full = bytes;
        int size = length;
        bytes = other;
        discard();
        return sink.unit(full, size, capturedNanos, back);
    }

    /** Called by any thread. */
    private void giveBack(byte[] array) {
        var _ = free.offer(array.length <= MOST_KEPT_BYTES ? array : new byte[ARRAY_BYTES]);
    }

    private void countOn() {
        for (int at = 0; at + PACKET <= length; at += PACKET) {
            countOn(bytes, at);
        }
    }

    /** Throws away everything since the last call. */
    void discard() {
        length = 0;
        scanned = 0;
        units = 0;
        kept = 0;
        tables = false;
    }

    /** What was written by now stays when what follows is thrown away. */
    void keep() {
        kept = length;
    }

    /** Throws away what was written since {@link #keep}, or since the last call. */
    void discardUnkept() {
        length = kept;
        scanned = kept;
        units = 0;
        tables = false;
    }

    /**
     * The muxer counts the packets that were thrown away too: what follows them would look as if
     * something in front of it were lost, to players and to recovery.
     */
    private void countOn(byte[] packets, int at) {
        int pid = pid(packets, at);
        if (pid == NULL_PID) {
            return;
        }
        boolean payload = (packets[at + 3] & 0x10) != 0;
        int before = continuity[pid];
        if (before != NOT_SEEN) {
            int count = payload ? (before + 1) & 0x0f : before;
            packets[at + 3] = (byte) ((packets[at + 3] & 0xf0) | count);
        }
        continuity[pid] = (byte) (packets[at + 3] & 0x0f);
    }

    private static int pid(byte[] packets, int at) {
        return (packets[at + 1] & 0x1f) << 8 | (packets[at + 2] & 0xff);
    }

    /** Transport packets that carry nothing (ISO/IEC 13818-1, 2.4.3.3: PID 0x1FFF). */
    static byte[] nullPackets(int count) {
        byte[] packets = new byte[count * PACKET];
        Arrays.fill(packets, (byte) 0xff);
        for (int at = 0; at < packets.length; at += PACKET) {
            packets[at] = SYNC;
            packets[at + 1] = 0x1f;
            packets[at + 3] = 0x10;
        }
        return packets;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Bytes that {@link #take} would give. */
    int size() {
        return length;
    }
}

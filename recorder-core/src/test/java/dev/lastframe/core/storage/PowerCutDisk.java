package dev.lastframe.core.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file in memory that remembers when each byte was written and which were forced when, and so can
 * say what a power cut at any moment leaves: all that was forced by a force that had returned, and
 * of the rest whatever pages the disk happened to have taken, in any order.
 */
final class PowerCutDisk implements RecordingChannel {

    private static final int PAGE_BYTES = 4096;

    private final NanoClock clock;
    private final Duration forceTakes;

    @GuardedBy("this")
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @GuardedBy("this")
    private final List<Mark> writes = new ArrayList<>();

    @GuardedBy("this")
    private final List<Mark> forces = new ArrayList<>();

    /** From this moment on the file's first bytes are written, or forced. */
    private record Mark(long nanos, int bytes) {}

    PowerCutDisk(NanoClock clock, Duration forceTakes) {
        this.clock = clock;
        this.forceTakes = forceTakes;
    }

    /** Bytes that are on the disk for certain. */
    synchronized int durable(long cutNanos) {
        return lastBefore(forces, cutNanos);
    }

    /** The file as it is found after the power was cut at this moment. */
    synchronized byte[] after(long cutNanos, Random chance) {
        int forced = durable(cutNanos);
        int written = lastBefore(writes, cutNanos);
        int length = forced + chance.nextInt(written - forced + 1);
        byte[] left = Arrays.copyOf(content.toByteArray(), length);
        int page = (forced + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        for (; page < length; page += PAGE_BYTES) {
            if (chance.nextBoolean()) {
                Arrays.fill(left, page, Math.min(length, page + PAGE_BYTES), (byte) 0);
            }
        }
        return left;
    }

    private static int lastBefore(List<Mark> marks, long nanos) {
        int bytes = 0;
        for (Mark mark : marks) {
            if (mark.nanos - nanos <= 0) {
                bytes = mark.bytes;
            }
        }
        return bytes;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) {
        byte[] part = new byte[bytes.remaining()];
        bytes.get(part);
        content.writeBytes(part);
        writes.add(new Mark(clock.nanoTime(), content.size()));
        return part.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return -1;
    }

    @Override
    public synchronized void truncate(long size) {
        throw new AssertionError("no write failed");
    }

    @Override
    public void force() {
        int covered;
        synchronized (this) {
            covered = content.size();
        }
        Waits.pause(forceTakes);
        synchronized (this) {
            forces.add(new Mark(clock.nanoTime(), covered));
        }
    }

    @Override
    public void close() {}
}

package dev.lastframe.core.recovery;

import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording in large pieces, one after the other, and nothing twice. Used by one thread;
 * blocks; ends at once when the thread is interrupted.
 */
final class StreamScan {

    private static final int PACKETS = 4096;

    /** In fewer bytes of a packet no unit's time can be. */
    private static final int LEAST_START = 16;

    private final byte[] piece = new byte[PACKETS * TransportPacket.SIZE];
    private int mainPid = ProgramTables.NONE;
    private boolean soundAlone;

    /** Reads a recording until the end or the first damage. */
    StreamFacts read(FileChannel file) throws IOException, InterruptedException {
        return read(file, false);
    }

    /**
     * The same.
     *
     * @param orSound whether it may be of sound alone, see {@link #isSoundAlone}
     */
    StreamFacts read(FileChannel file, boolean orSound) throws IOException, InterruptedException {
        long size = file.size();
        StreamReader reader = new StreamReader(orSound);
        long offset = 0;
        Damage damage = null;
        int read;
        do {
            read = fill(file, offset);
            for (int at = 0; at + TransportPacket.SIZE <= read && damage == null; ) {
                damage = reader.packet(piece, at, offset + at);
                at += TransportPacket.SIZE;
            }
            offset += read;
            refuseInterrupt();
        } while (damage == null && read == piece.length);
        mainPid = reader.mainPid();
        soundAlone = reader.isSoundAlone();
        return reader.end(size, damage);
    }

    /** Whether there was nothing but sound in what was read last. */
    boolean isSoundAlone() {
        return soundAlone;
    }

    /**
     * The latest time of a picture of which anything is in a part of a file that is not whole. The
     * part begins at the border of a packet; pieces of it may be anything.
     *
     * @param after times up to this one do not count
     * @return {@code after} when there is none
     */
    long latestPts(FileChannel file, long from, long after)
            throws IOException, InterruptedException {
        long latest = after;
        long offset = from;
        int read;
        do {
            read = fill(file, offset);
            for (int at = 0; at + LEAST_START <= read; at += TransportPacket.SIZE) {
                PesHeader header = mainStart(at, Math.min(at + TransportPacket.SIZE, read));
                if (header != null && PesHeader.ticks(latest, header.pts()) > 0) {
                    latest = header.pts();
                }
            }
            offset += read;
            refuseInterrupt();
        } while (read == piece.length);
        return latest;
    }

    private @Nullable PesHeader mainStart(int at, int end) {
        if (!TransportPacket.isPacket(piece, at)
                || TransportPacket.pid(piece, at) != mainPid
                || !TransportPacket.startsUnit(piece, at)
                || !TransportPacket.hasPayload(piece, at)) {
            return null;
        }
        int payload = at + TransportPacket.payloadOffset(piece, at);
        return PesHeader.read(piece, payload, end);
    }

    private int fill(FileChannel file, long offset) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(piece);
        while (target.hasRemaining()) {
            if (file.read(target, offset + target.position()) < 0) {
                break;
            }
        }
        return target.position();
    }

    private static void refuseInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}

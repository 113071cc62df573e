package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.TransportPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Takes access units out of a transport stream, one after the other. Holds one unit and a piece of
 * the file. Used by one thread; blocks for the disk.
 */
final class UnitBytes {

    private static final int PACKETS = 512;
    private static final int PES_FIXED = 9;

    private final RecordedBytes bytes;
    private final long size;
    private final int pid;
    private final byte[] piece = new byte[PACKETS * TransportPacket.SIZE];
    private long pieceAt = -1;
    private int pieceLength;

    UnitBytes(RecordedBytes bytes, long size, int pid) {
        this.bytes = bytes;
        this.size = size;
        this.pid = pid;
    }

    /**
     * Reads one.
     *
     * @param offset of its first packet
     * @return the access unit as the encoder gave it, without what the stream puts around it
     */
    byte[] at(long offset) throws IOException {
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        long position = offset;
        while (position + TransportPacket.SIZE <= size) {
            int at = load(position);
            if (at < 0) {
                break;
            }
            if (TransportPacket.pid(piece, at) == pid && TransportPacket.hasPayload(piece, at)) {
                int payload = at + TransportPacket.payloadOffset(piece, at);
                if (TransportPacket.startsUnit(piece, at)) {
                    if (position != offset) {
                        break;
                    }
                    payload += PES_FIXED + (piece[payload + PES_FIXED - 1] & 0xff);
                }
                unit.write(piece, payload, at + TransportPacket.SIZE - payload);
            }
            position += TransportPacket.SIZE;
        }
        return unit.toByteArray();
    }

    /** Where the packet is in the piece; -1 where the file ended. */
    private int load(long position) throws IOException {
        boolean there =
                pieceAt >= 0
                        && position >= pieceAt
                        && position + TransportPacket.SIZE <= pieceAt + pieceLength;
        if (!there) {
            pieceAt = position;
            pieceLength =
                    bytes.read(piece, (int) Math.min(piece.length, size - position), position);
            if (pieceLength < TransportPacket.SIZE) {
                return -1;
            }
        }
        return (int) (position - pieceAt);
    }
}

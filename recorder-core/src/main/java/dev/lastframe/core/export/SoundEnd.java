package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When the sound of a stream ends: that of a still screen goes on behind its last picture. Callable
 * from any thread; blocks for the disk.
 */
final class SoundEnd {

    /** What one packet of AAC holds, at the recorder's rate. */
    private static final long PACKET_TICKS = 1024 * Ticks.SECOND / 48_000;

    /** The last of it is mostly in the first that is read. */
    private static final int PIECE = 4096 * TransportPacket.SIZE;

    private SoundEnd() {}

    /**
     * Looks for the last of it, from the file's end on.
     *
     * @param size how much of the file counts, in whole packets
     * @param pid the stream's identifier
     * @return on the stream's own clock, in 90 kHz; empty where there is no sound
     */
    static OptionalLong of(RecordedBytes bytes, long size, int pid)
            throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        OptionalLong end = OptionalLong.empty();
        for (long until = size; until > 0 && end.isEmpty(); until -= PIECE) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long from = Math.max(0, until - PIECE);
            int read = bytes.read(piece, (int) (until - from), from);
            for (int at = 0; at + TransportPacket.SIZE <= read; at += TransportPacket.SIZE) {
                PesHeader header = start(piece, at, pid);
                if (header != null) {
                    end = OptionalLong.of(header.pts() + PACKET_TICKS);
                }
            }
        }
        return end;
    }

    private static @Nullable PesHeader start(byte[] piece, int at, int pid) {
        return TransportPacket.isPacket(piece, at)
                        && TransportPacket.pid(piece, at) == pid
                        && TransportPacket.startsUnit(piece, at)
                        && TransportPacket.hasPayload(piece, at)
                ? PesHeader.read(
                        piece,
                        at + TransportPacket.payloadOffset(piece, at),
                        at + TransportPacket.SIZE)
                : null;
    }
}

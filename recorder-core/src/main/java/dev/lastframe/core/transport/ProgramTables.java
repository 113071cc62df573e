package dev.lastframe.core.transport;

import java.util.BitSet;
import java.util.Set;

/**
 * Which identifiers the streams of the one program have, from its tables (ISO/IEC 13818-1, 2.4.4).
 * Our muxer's tables fit one packet each. Used by one thread.
 */
public final class ProgramTables {

    /** Not told yet. */
    public static final int NONE = -1;

    private static final Set<Integer> VIDEO_TYPES = Set.of(0x01, 0x02, 0x10, 0x1b, 0x24, 0x33);

    private static final Set<Integer> SOUND_TYPES = Set.of(0x03, 0x04, 0x0f, 0x11);

    private static final int ASSOCIATION_TABLE = 0;
    private static final int MAP_TABLE = 2;
    private static final int CHECKSUM_BYTES = 4;

    private int mapPid = NONE;
    private int videoPid = NONE;
    private int soundPid = NONE;
    private int sounds;
    private final BitSet streams = new BitSet();

    public int videoPid() {
        return videoPid;
    }

    /** The first stream of sound; {@link #NONE} where there is none. */
    public int soundPid() {
        return soundPid;
    }

    /** How many streams of sound there are. */
    public int sounds() {
        return sounds;
    }

    /** Whether there is sound beside the video. */
    public boolean hasSound() {
        return sounds > 0;
    }

    /** Whether the identifier belongs to video, sound or data. */
    public boolean isStream(int pid) {
        return streams.get(pid);
    }

    /** Whether the identifier belongs to a table or to nothing. */
    public boolean isTable(int pid) {
        return pid <= TransportPacket.LAST_TABLE || pid == mapPid || pid == TransportPacket.NULL;
    }

    /** Learns from a packet that is a table's. */
    public void learn(byte[] b, int at) {
        int pid = TransportPacket.pid(b, at);
        boolean known =
                pid == TransportPacket.PROGRAM_ASSOCIATION ? mapPid != NONE : !streams.isEmpty();
        if (known || !TransportPacket.startsUnit(b, at) || !TransportPacket.hasPayload(b, at)) {
            return;
        }
        int end = at + TransportPacket.SIZE;
        int payload = at + TransportPacket.payloadOffset(b, at);
        int table = payload + 1 + (b[payload] & 0xff);
        if (table + 8 > end) {
            return;
        }
        int length = (b[table + 1] & 0x0f) << 8 | (b[table + 2] & 0xff);
        int last = Math.min(end, table + 3 + length - CHECKSUM_BYTES);
        if (pid == TransportPacket.PROGRAM_ASSOCIATION && b[table] == ASSOCIATION_TABLE) {
            learnAssociation(b, table + 8, last);
        } else if (pid == mapPid && b[table] == MAP_TABLE && table + 12 <= end) {
            int programInfo = (b[table + 10] & 0x0f) << 8 | (b[table + 11] & 0xff);
            learnMap(b, table + 12 + programInfo, last);
        }
    }

    private void learnAssociation(byte[] b, int from, int end) {
        for (int i = from; i + 4 <= end; i += 4) {
            int program = (b[i] & 0xff) << 8 | (b[i + 1] & 0xff);
            if (program != 0) {
                mapPid = (b[i + 2] & 0x1f) << 8 | (b[i + 3] & 0xff);
                return;
            }
        }
    }

    private void learnMap(byte[] b, int from, int end) {
        int i = from;
        while (i + 5 <= end) {
            int pid = (b[i + 1] & 0x1f) << 8 | (b[i + 2] & 0xff);
            streams.set(pid);
            if (SOUND_TYPES.contains(b[i] & 0xff)) {
                sounds++;
                soundPid = soundPid == NONE ? pid : soundPid;
            }
            if (videoPid == NONE && VIDEO_TYPES.contains(b[i] & 0xff)) {
                videoPid = pid;
            }
            i += 5 + ((b[i + 3] & 0x0f) << 8 | (b[i + 4] & 0xff));
        }
    }
}

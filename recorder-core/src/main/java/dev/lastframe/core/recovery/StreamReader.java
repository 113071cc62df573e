package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.KeyFrames.KeyFrame;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a transport stream packet by packet and knows at each moment how much of it is whole. A
 * unit is whole when the next one follows, when it is as long as it says, or when its last packet
 * is filled up (our muxer never does that in the middle). Needs the same memory for any length.
 * Used by one thread.
 */
final class StreamReader {

    private static final int MOST_TABLE_PACKETS = 64;
    private static final int NOT_SEEN = -1;

    private final ProgramTables tables = new ProgramTables();

    /** Where there is no video, sound is what counts. */
    private final boolean orSound;

    private final KeyFrames keys = new KeyFrames();
    private final byte[] continuity = new byte[TransportPacket.NULL + 1];
    private @Nullable Unit open;
    private long tableBytes;
    private boolean began;
    private long units;
    private long firstPts;
    private long lastPts;

    /** Behind the last packet that was read. */
    private long end;

    /** Behind the last packet of a unit that was read. */
    private long streamEnd;

    /** Behind the last whole unit. */
    private long wholeEnd;

    /** The open unit was interrupted by damage in the middle of it. */
    private boolean interrupted;

    /** Of a recording with pictures. */
    StreamReader() {
        this(false);
    }

    /**
     * @param orSound whether it may be of sound alone; its packets then count as pictures do
     */
    StreamReader(boolean orSound) {
        this.orSound = orSound;
        Arrays.fill(continuity, (byte) NOT_SEEN);
    }

    /** The identifier of what counts; {@link ProgramTables#NONE} until it is known. */
    int mainPid() {
        int video = tables.videoPid();
        return orSound && video == ProgramTables.NONE ? tables.soundPid() : video;
    }

    /** Whether there is nothing but sound in it. */
    boolean isSoundAlone() {
        return orSound
                && tables.videoPid() == ProgramTables.NONE
                && tables.soundPid() != ProgramTables.NONE;
    }

    /**
     * Takes the next packet.
     *
     * @param offset of the packet in the file
     * @return what is wrong with it, null if nothing is; no packet may follow a damage
     */
    @Nullable Damage packet(byte[] b, int at, long offset) {
        if (!TransportPacket.isPacket(b, at)) {
            return Damage.NO_PACKET;
        }
        int pid = TransportPacket.pid(b, at);
        Damage damage = null;
        if (tables.isStream(pid)) {
            damage = stream(b, at, offset, pid);
        } else if (!tables.isTable(pid)) {
            damage = Damage.NO_PACKET;
        } else {
            tables.learn(b, at);
        }
        if (damage == null) {
            end = offset + TransportPacket.SIZE;
            if (!began && end <= (long) MOST_TABLE_PACKETS * TransportPacket.SIZE) {
                tableBytes = end;
            }
        }
        return damage;
    }

    private @Nullable Damage stream(byte[] b, int at, long offset, int pid) {
        if (!TransportPacket.hasPayload(b, at)) {
            return null;
        }
        int count = TransportPacket.continuity(b, at);
        int before = continuity[pid];
        continuity[pid] = (byte) count;
        boolean follows =
                before == NOT_SEEN
                        || count == ((before + 1) & 0x0f)
                        || TransportPacket.isDiscontinuous(b, at);
        if (!follows) {
            interrupted = true;
            return Damage.DISCONTINUITY;
        }
        int payload = TransportPacket.payloadOffset(b, at);
        if (TransportPacket.startsUnit(b, at)) {
            Damage damage = begin(b, at, offset, pid);
            if (damage != null) {
                return damage;
            }
        }
        Unit unit = open;
        if (unit == null || unit.pid != pid) {
            interrupted = true;
            return Damage.BROKEN_UNIT;
        }
        unit.add(TransportPacket.SIZE - payload, TransportPacket.isStuffed(b, at));
        streamEnd = offset + TransportPacket.SIZE;
        return null;
    }

    /** A unit begins: so the one before it is whole, unless it says that it is not. */
    private @Nullable Damage begin(byte[] b, int at, long offset, int pid) {
        Unit before = open;
        if (before != null && before.isBroken()) {
            interrupted = true;
            return Damage.BROKEN_UNIT;
        }
        PesHeader header =
                PesHeader.read(
                        b, at + TransportPacket.payloadOffset(b, at), at + TransportPacket.SIZE);
        if (header == null) {
            commit();
            return Damage.BROKEN_UNIT;
        }
        commit();
        if (pid == mainPid() && units > 0 && PesHeader.ticks(lastPts, header.pts()) <= 0) {
            return Damage.TIME_ORDER;
        }
        began = true;
        open = new Unit(offset, pid, TransportPacket.isRandomAccess(b, at), header);
        return null;
    }

    /** The open unit is whole. */
    private void commit() {
        Unit unit = open;
        open = null;
        wholeEnd = streamEnd;
        if (unit == null || unit.pid != mainPid()) {
            return;
        }
        long pts = unit.header.pts();
        if (units == 0) {
            firstPts = pts;
        }
        lastPts = pts;
        if (unit.key) {
            keys.add(new KeyFrame(unit.offset, units, pts));
        }
        units++;
    }

    /**
     * Nothing follows, or nothing that can be used.
     *
     * @param sizeBytes of the file
     */
    StreamFacts end(long sizeBytes, @Nullable Damage damage) {
        Unit last = open;
        Optional<StreamFacts.Open> doubtful = Optional.empty();
        // Where something else follows, it may begin in the middle of the packet before.
        boolean overwritten = damage == Damage.NO_PACKET && streamEnd == end;
        if (last != null && last.isProvenWhole() && !overwritten) {
            commit();
        } else if (last != null) {
            doubtful = doubtful(last, end == sizeBytes ? end : streamEnd);
        }
        // Tables and empty packets behind the last unit are no reason to cut anything.
        boolean nothingTorn = open == null && end == sizeBytes;
        long whole = nothingTorn ? end : wholeEnd;
        return new StreamFacts(
                sizeBytes,
                tableBytes,
                whole,
                units,
                firstPts,
                lastPts,
                keys,
                doubtful,
                Optional.ofNullable(damage));
    }

    private Optional<StreamFacts.Open> doubtful(Unit last, long until) {
        long pts = last.header.pts();
        if (interrupted || last.isBroken() || last.pid != mainPid()) {
            return Optional.empty();
        }
        KeyFrame from = last.key ? new KeyFrame(last.offset, units, pts) : keys.newest();
        if (from == null) {
            // An encoder that does not mark its key frames: only the beginning is known to be one.
            from = new KeyFrame(0, 0, units == 0 ? pts : firstPts);
        }
        return Optional.of(new StreamFacts.Open(from, until, pts));
    }
}

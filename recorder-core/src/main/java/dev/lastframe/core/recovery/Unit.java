package dev.lastframe.core.recovery;

import dev.lastframe.core.transport.PesHeader;

/** A unit of an elementary stream while its packets come. Used by one thread. */
final class Unit {

    /** Where its first packet begins in the file. */
    final long offset;

    final int pid;
    final boolean key;
    final PesHeader header;

    private long bytes;
    private boolean stuffed;

    Unit(long offset, int pid, boolean key, PesHeader header) {
        this.offset = offset;
        this.pid = pid;
        this.key = key;
        this.header = header;
    }

    /** A packet of it. */
    void add(int payloadBytes, boolean lastOfIt) {
        bytes += payloadBytes;
        stuffed = lastOfIt;
    }

    /** Whether it says itself that it is whole. */
    boolean isProvenWhole() {
        return header.bytes() == PesHeader.UNKNOWN ? stuffed : bytes == header.bytes();
    }

    /** Whether it cannot be whole, whatever follows. */
    boolean isBroken() {
        return header.bytes() != PesHeader.UNKNOWN && bytes != header.bytes();
    }
}

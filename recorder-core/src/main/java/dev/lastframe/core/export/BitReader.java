package dev.lastframe.core.export;

/** Reads the fields of H.264's headers (ITU-T H.264, 7.2 and 9.1). Used by one thread. */
final class BitReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    /**
     * Bits without emulation prevention.
     *
     * @param endBits behind the last bit
     */
    BitReader(byte[] bytes, int endBits) {
        this.bytes = bytes;
        this.end = endBits;
    }

    /**
     * The next bit.
     *
     * @throws IllegalArgumentException when there is none
     */
    int bit() {
        if (at >= end) {
            throw new IllegalArgumentException("the header ends early");
        }
        int bit = bytes[at >> 3] >> (7 - (at & 7)) & 1;
        at++;
        return bit;
    }

    /** The next bits, at most 31, as a number. */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** An unsigned Exp-Golomb number. */
    int unsigned() {
        int zeros = 0;
        while (bit() == 0) {
            zeros++;
            if (zeros > 30) {
                throw new IllegalArgumentException("no number");
            }
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** A signed Exp-Golomb number. */
    int signed() {
        int code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    boolean hasMore() {
        return at < end;
    }
}

package dev.lastframe.core.export;

import java.io.ByteArrayOutputStream;

/** Writes the fields of H.264's headers. Used by one thread. */
final class BitWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int filled;

    void bit(int bit) {
        current = current << 1 | bit;
        filled++;
        if (filled == 8) {
            bytes.write(current);
            current = 0;
            filled = 0;
        }
    }

    void bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bit(value >> i & 1);
        }
    }

    /** An Exp-Golomb number. */
    void unsigned(int value) {
        int code = value + 1;
        int length = 32 - Integer.numberOfLeadingZeros(code);
        bits(0, length - 1);
        bits(code, length);
    }

    /** All of it, filled up with zeros to a whole byte. */
    byte[] finish() {
        while (filled != 0) {
            bit(0);
        }
        return bytes.toByteArray();
    }
}

package dev.lastframe.core.export;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One piece of an access unit of H.264 (ITU-T H.264, 7.3.1 and annex B).
 *
 * @param bytes from its header on, without a start code, as they are in the stream
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, made and used at one place
record Nal(byte[] bytes) {

    static final int SLICE = 1;
    static final int KEY_SLICE = 5;
    static final int SEQUENCE = 7;
    static final int PICTURE = 8;
    static final int DELIMITER = 9;

    private static final byte[] START = {0, 0, 0, 1};
    private static final int SEQUENCE_FIXED_BITS = 24;

    /** What parts an access unit has, in order. */
    static List<Nal> of(byte[] unit) {
        List<Nal> parts = new ArrayList<>();
        int begin = -1;
        int i = 0;
        while (i + 2 < unit.length) {
            if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
                add(parts, unit, begin, i);
                begin = i + 3;
                i += 3;
            } else {
                i++;
            }
        }
        add(parts, unit, begin, unit.length);
        return parts;
    }

    private static void add(List<Nal> parts, byte[] unit, int begin, int end) {
        int last = end;
        while (last > begin && begin >= 0 && unit[last - 1] == 0) {
            last--;
        }
        if (begin >= 0 && last > begin) {
            parts.add(new Nal(Arrays.copyOfRange(unit, begin, last)));
        }
    }

    int type() {
        return bytes[0] & 0x1f;
    }

    boolean isSlice() {
        return type() == SLICE || type() == KEY_SLICE;
    }

    void writeTo(ByteArrayOutputStream unit) {
        unit.write(START, 0, START.length);
        unit.write(bytes, 0, bytes.length);
    }

    /** Reads its content, without the bytes that keep start codes out of it. */
    BitReader content() {
        byte[] raw = raw();
        int end = raw.length * 8;
        while (end > 0 && (raw[(end - 1) >> 3] >> (7 - ((end - 1) & 7)) & 1) == 0) {
            end--;
        }
        return new BitReader(raw, end);
    }

    private byte[] raw() {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(bytes.length);
        int zeros = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (zeros == 2 && bytes[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = bytes[i] == 0 ? Math.min(2, zeros + 1) : 0;
            raw.write(bytes[i]);
        }
        return raw.toByteArray();
    }

    /** The number of a parameter set. */
    int id() {
        BitReader content = content();
        if (type() == SEQUENCE) {
            content.bits(SEQUENCE_FIXED_BITS);
        }
        return content.unsigned();
    }

    /** Whether a picture's parameter set says that slices end in whole bytes' code. */
    boolean isArithmetic() {
        BitReader content = content();
        content.unsigned();
        content.unsigned();
        return content.bit() == 1;
    }

    /**
     * The same with another number: of a parameter set its own, of a slice that of the sets it
     * refers to. What follows is moved by some bits, which is allowed for variable-length code
     * only.
     */
    Nal renumbered(int id) {
        BitReader from = content();
        BitWriter to = new BitWriter();
        switch (type()) {
            case SEQUENCE -> {
                to.bits(from.bits(SEQUENCE_FIXED_BITS), SEQUENCE_FIXED_BITS);
                from.unsigned();
                to.unsigned(id);
            }
            case PICTURE -> {
                from.unsigned();
                from.unsigned();
                to.unsigned(id);
                to.unsigned(id);
            }
            case SLICE, KEY_SLICE -> {
                to.unsigned(from.unsigned());
                to.unsigned(from.unsigned());
                from.unsigned();
                to.unsigned(id);
            }
            default -> {
                return this;
            }
        }
        while (from.hasMore()) {
            to.bit(from.bit());
        }
        return protectedFromStartCodes(bytes[0], to.finish());
    }

    private static Nal protectedFromStartCodes(byte header, byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 16);
        out.write(header);
        int zeros = 0;
        for (byte value : raw) {
            if (zeros == 2 && (value & 0xff) <= 3) {
                out.write(3);
                zeros = 0;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            out.write(value);
        }
        return new Nal(out.toByteArray());
    }
}

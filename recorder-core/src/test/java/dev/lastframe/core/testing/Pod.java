package dev.lastframe.core.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes one object in PipeWire's own form (a "POD"): a type, an identifier and properties. Used by
 * one thread.
 */
final class Pod {

    private static final int ID = 3;
    private static final int INT = 4;
    private static final int RECTANGLE = 10;
    private static final int FRACTION = 11;
    private static final int OBJECT = 15;
    private static final int CHOICE = 19;
    private static final int RANGE = 1;
    private static final int FLAGS = 4;

    private static final int HEADER_BYTES = 8;
    private static final int MOST_BYTES = 1024;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.nativeOrder());

    /**
     * Begins one.
     *
     * @param type what it is, such as a format
     * @param id what it is for, such as one of those that can be had
     */
    Pod(int type, int id) {
        bytes.putInt(0).putInt(OBJECT).putInt(type).putInt(id);
    }

    Pod id(int key, int value) {
        return property(key, ID, value);
    }

    Pod number(int key, int value) {
        return property(key, INT, value);
    }

    Pod rectangle(int key, int width, int height) {
        return property(key, RECTANGLE, width, height);
    }

    Pod fraction(int key, int numerator, int denominator) {
        return property(key, FRACTION, numerator, denominator);
    }

    /** A number of which the other side may choose another. */
    Pod range(int key, int preferred, int least, int most) {
        return property(key, CHOICE, RANGE, 0, Integer.BYTES, INT, preferred, least, most);
    }

    /** Bits of which the other side chooses one. */
    Pod flags(int key, int bits) {
        return property(key, CHOICE, FLAGS, 0, Integer.BYTES, INT, bits);
    }

    private Pod property(int key, int type, int... body) {
        bytes.putInt(key).putInt(0).putInt(body.length * Integer.BYTES).putInt(type);
        for (int word : body) {
            bytes.putInt(word);
        }
        bytes.position(Math.ceilDiv(bytes.position(), HEADER_BYTES) * HEADER_BYTES);
        return this;
    }

    /** All of it. */
    byte[] bytes() {
        bytes.putInt(0, bytes.position() - HEADER_BYTES);
        byte[] written = new byte[bytes.position()];
        bytes.get(0, written);
        return written;
    }
}

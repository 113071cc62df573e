package dev.lastframe.core.testing;

/**
 * A number as a row of {@value #CELLS} black and white cells: a white cell, the guard black white
 * black white, 24 bits of the number (highest first, white is 1), 16 bits of CRC-16/CCITT over
 * them, the guard white black black white, a white cell. A wrong number is read from a damaged
 * picture about once in ten million.
 */
final class Barcode {

    /** Cells in a row. */
    static final int CELLS = 50;

    /** The largest number that fits. */
    static final int MAX_NUMBER = 0xFF_FFFF;

    /** What {@link #read} answers for anything but a whole barcode. */
    static final int UNREADABLE = -1;

    private static final String HEAD = "10101";
    private static final String TAIL = "10011";
    private static final int NUMBER_BITS = 24;
    private static final int CHECK_BITS = 16;

    /** Least difference of white and black, of 255, and the part of it that a cell may be off. */
    private static final double LEAST_CONTRAST = 60;

    private static final double AMBIGUOUS_PART = 0.15;

    private Barcode() {}

    /**
     * The cells of a number, left to right; true is white.
     *
     * @throws IllegalArgumentException if the number is negative or has more than 24 bits
     */
    static boolean[] cells(int number) {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("not a number of 24 bits: " + number);
        }
        boolean[] cells = new boolean[CELLS];
        int at = put(cells, 0, HEAD);
        at = put(cells, at, number, NUMBER_BITS);
        at = put(cells, at, crc16(number), CHECK_BITS);
        put(cells, at, TAIL);
        return cells;
    }

    /**
     * Reads a row of cells.
     *
     * @param brightness the mean brightness of each of the {@value #CELLS} cells, 0 to 255
     * @return the number, or {@link #UNREADABLE} if contrast, guards or checksum are wrong or a
     *     cell is neither black nor white
     */
    static int read(double[] brightness) {
        double white = meanOfGuards(brightness, '1');
        double black = meanOfGuards(brightness, '0');
        double contrast = white - black;
        if (contrast < LEAST_CONTRAST) {
            return UNREADABLE;
        }
        double middle = (white + black) / 2;
        boolean[] cells = new boolean[CELLS];
        for (int i = 0; i < CELLS; i++) {
            if (Math.abs(brightness[i] - middle) < contrast * AMBIGUOUS_PART) {
                return UNREADABLE;
            }
            cells[i] = brightness[i] > middle;
        }
        int number = take(cells, HEAD.length(), NUMBER_BITS);
        int check = take(cells, HEAD.length() + NUMBER_BITS, CHECK_BITS);
        boolean whole = check == crc16(number) && guardsHold(cells);
        return whole ? number : UNREADABLE;
    }

    private static boolean guardsHold(boolean[] cells) {
        boolean[] expected = new boolean[CELLS];
        put(expected, 0, HEAD);
        put(expected, CELLS - TAIL.length(), TAIL);
        for (int i = 0; i < CELLS; i++) {
            boolean guard = i < HEAD.length() || i >= CELLS - TAIL.length();
            if (guard && cells[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static double meanOfGuards(double[] brightness, char cell) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < HEAD.length(); i++) {
            if (HEAD.charAt(i) == cell) {
                sum += brightness[i];
                count++;
            }
        }
        for (int i = 0; i < TAIL.length(); i++) {
            if (TAIL.charAt(i) == cell) {
                sum += brightness[CELLS - TAIL.length() + i];
                count++;
            }
        }
        return sum / count;
    }

    private static int put(boolean[] cells, int at, String guard) {
        for (int i = 0; i < guard.length(); i++) {
            cells[at + i] = guard.charAt(i) == '1';
        }
        return at + guard.length();
    }

    private static int put(boolean[] cells, int at, int value, int bits) {
        for (int i = 0; i < bits; i++) {
            cells[at + i] = (value >> (bits - 1 - i) & 1) == 1;
        }
        return at + bits;
    }

    private static int take(boolean[] cells, int at, int bits) {
        int value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | (cells[at + i] ? 1 : 0);
        }
        return value;
    }

    /** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) of the number's three bytes. */
    private static int crc16(int number) {
        int crc = 0xFFFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            crc ^= (number >> shift & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }
}

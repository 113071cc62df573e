package dev.lastframe.core.encode;

/**
 * Colours by ITU-R BT.709 in limited range (luma 16 to 235, chroma 16 to 240): what players assume
 * for high-definition video. Integer weights with 16 fractional bits. Those of a chroma add up to
 * 0, so that grey stays grey: green's is what the other two lack, and is not needed where they
 * weigh differences to green.
 *
 * <p>Kr = 0.2126, Kg = 0.7152, Kb = 0.0722; luma is scaled by 219/255, chroma by 224/255.
 */
final class Bt709 {

    static final int Y_RED = 11966;
    static final int Y_GREEN = 40254;
    static final int Y_BLUE = 4064;
    static final int U_RED = -6596;
    static final int U_BLUE = 28785;
    static final int V_RED = 28785;
    static final int V_BLUE = -2640;

    /** 16.5 in 16 fractional bits: the offset of luma, and rounding. */
    static final int Y_OFFSET = (16 << 16) + (1 << 15);

    /** 128.5 for the sum of four pixels: the offset of chroma, and rounding. */
    static final int UV_OFFSET = (128 << 18) + (1 << 17);

    private Bt709() {}

    /** Luma of one pixel given as 0x00RRGGBB; the top byte may hold anything. */
    static int luma(int pixel) {
        return luma16(pixel) >> 16;
    }

    /** The same with 16 fractional bits, of which the highest is rounded already. */
    static int luma16(int pixel) {
        return Y_RED * (pixel >>> 16 & 0xff)
                + Y_GREEN * (pixel >>> 8 & 0xff)
                + Y_BLUE * (pixel & 0xff)
                + Y_OFFSET;
    }
}

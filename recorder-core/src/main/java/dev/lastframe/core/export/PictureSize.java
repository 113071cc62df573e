package dev.lastframe.core.export;

import java.util.Set;

/**
 * How large the pictures are.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureSize(int width, int height) {

    private static final Set<Integer> WITH_CHROMA =
            Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int MACROBLOCK = 16;

    /**
     * What a sequence's parameter set says (ITU-T H.264, 7.3.2.1.1).
     *
     * @throws IllegalArgumentException when it is torn, or of a kind that no recorder writes
     */
    static PictureSize of(Nal sequence) {
        BitReader in = sequence.content();
        int profile = in.bits(8);
        in.bits(16);
        in.unsigned();
        int chroma = 1;
        if (WITH_CHROMA.contains(profile)) {
            chroma = in.unsigned();
            in.unsigned();
            in.unsigned();
            in.bit();
            if (in.bit() == 1) {
                throw new IllegalArgumentException("scaling lists are not expected");
            }
        }
        in.unsigned();
        switch (in.unsigned()) {
            case 0 -> in.unsigned();
            case 1 -> throw new IllegalArgumentException("picture order of type 1");
            default -> {}
        }
        in.unsigned();
        in.bit();
        int width = (in.unsigned() + 1) * MACROBLOCK;
        int units = in.unsigned() + 1;
        boolean frames = in.bit() == 1;
        int height = units * MACROBLOCK * (frames ? 1 : 2);
        if (!frames) {
            in.bit();
        }
        in.bit();
        if (in.bit() == 1) {
            int acrossUnit = chroma == 1 || chroma == 2 ? 2 : 1;
            int downUnit = (chroma == 1 ? 2 : 1) * (frames ? 1 : 2);
            width -= acrossUnit * (in.unsigned() + in.unsigned());
            height -= downUnit * (in.unsigned() + in.unsigned());
        }
        return new PictureSize(width, height);
    }

    /** The same shape made smaller, with even sides. */
    PictureSize scaled(double factor) {
        return factor >= 1 ? this : new PictureSize(even(width * factor), even(height * factor));
    }

    private static int even(double side) {
        return Math.max(2, (int) Math.round(side / 2) * 2);
    }
}

package dev.lastframe.core.testing;

/**
 * A picture of a recording.
 *
 * @param ptsMicros its presentation time as the file has it, in microseconds
 * @param number what its barcodes say (the upper one's, if they differ), or -1 if one of them
 *     cannot be read
 * @param torn whether its two barcodes differ: the picture was taken in the middle of a change
 */
public record DecodedPicture(long ptsMicros, int number, boolean torn) {

    /** Whether both barcodes could be read. */
    public boolean readable() {
        return number >= 0;
    }
}

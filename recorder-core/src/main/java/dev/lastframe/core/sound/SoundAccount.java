package dev.lastframe.core.sound;

/**
 * What became of a source's samples, counted for one channel at 48 kHz. At every moment, and
 * exactly: {@code written = read - dropped + silence + corrected}.
 *
 * @param read samples that came from the device and were dealt with
 * @param dropped samples of them that came too late, too many, or found no room
 * @param silence samples that the device did not give
 * @param corrected samples more, or less where negative, that keep step with the picture by
 *     stretching
 * @param written samples that the encoder was given
 */
public record SoundAccount(long read, long dropped, long silence, long corrected, long written) {

    public static final SoundAccount EMPTY = new SoundAccount(0, 0, 0, 0, 0);

    /** Whether the equation holds. */
    public boolean balances() {
        return written == read - dropped + silence + corrected;
    }
}

package dev.lastframe.core.sound;

import java.util.Optional;

/**
 * What is heard of a source at present.
 *
 * @param device what it is read from; empty while there is nothing
 * @param level how loud it was at most since it was asked for last, before its gain: 0 for -60 dB
 *     and less, {@value #LOUDEST} for full scale, in even steps of decibels between
 * @param silent whether it is open and nothing was heard of it for five seconds
 * @param trouble why there is nothing to read it from, as a sentence; empty where there is, or
 *     where it is being opened
 */
public record SoundLevel(
        Optional<SoundDevice> device, int level, boolean silent, Optional<String> trouble) {

    public static final int LOUDEST = 20;

    /** Of a source that is being opened. */
    public static final SoundLevel OPENING =
            new SoundLevel(Optional.empty(), 0, false, Optional.empty());

    /** The same, not quieter than this: so that a meter falls slowly enough to be read. */
    SoundLevel atLeast(int least) {
        return new SoundLevel(device, Math.max(level, least), silent, trouble);
    }
}

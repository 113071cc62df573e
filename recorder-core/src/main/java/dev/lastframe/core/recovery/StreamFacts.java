package dev.lastframe.core.recovery;

import dev.lastframe.core.recovery.KeyFrames.KeyFrame;
import dev.lastframe.core.transport.PesHeader;
import java.util.Optional;

/**
 * What reading a recording from its first byte to its end, or to the first damage, showed.
 *
 * @param sizeBytes of the file
 * @param tableBytes at the beginning of the file, in front of the first unit
 * @param wholeBytes up to the end of what is whole for certain
 * @param units pictures in them
 * @param firstPts of the first picture, in 90 kHz; meaningless without one
 * @param lastPts of the last whole picture
 * @param keys key frames in the whole part
 * @param open a last picture that may be whole or not: only decoding tells
 * @param damage what ended the reading before the end of the file
 */
record StreamFacts(
        long sizeBytes,
        long tableBytes,
        long wholeBytes,
        long units,
        long firstPts,
        long lastPts,
        KeyFrames keys,
        Optional<Open> open,
        Optional<Damage> damage) {

    /**
     * A picture whose end is not known.
     *
     * @param key where it can be decoded from: itself, or the key frame before it
     * @param endOffset behind its last packet
     * @param pts its time
     */
    record Open(KeyFrame key, long endOffset, long pts) {}

    /** Time from the first to the last whole picture. */
    long millis() {
        return units == 0 ? 0 : PesHeader.ticks(firstPts, lastPts) / PesHeader.TICKS_A_MILLI;
    }

    /** The same recording with its last picture counted as whole. */
    StreamFacts withOpen(Open last) {
        if (last.key.offset() >= wholeBytes) {
            keys.add(last.key);
        }
        return new StreamFacts(
                sizeBytes,
                tableBytes,
                last.endOffset,
                units + 1,
                units == 0 ? last.pts : firstPts,
                last.pts,
                keys,
                Optional.empty(),
                damage);
    }
}

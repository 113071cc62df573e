package dev.lastframe.core.sound;

/**
 * Samples that came from a device at once.
 *
 * @param rate samples a second of each channel, 1000 to 384000
 * @param channels 1 to 32
 * @param samples of all channels in turn, 16 bits each; not changed by anybody afterwards
 * @param endNanos when the last of them was captured, on the monotonic clock; may be too late by
 *     what the device took to hand them over, and is never too early by much
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, and never compared
public record SoundBlock(int rate, int channels, short[] samples, long endNanos) {

    /** Samples of one channel. */
    public int frames() {
        return samples.length / channels;
    }
}

package dev.lastframe.core.sound;

/**
 * The sound of a recording on its way to the encoder: 48 kHz, two channels. Used by the encoder
 * thread of one part after the other.
 */
public interface SoundFeed {

    /** Samples a second of each channel. */
    int RATE = 48_000;

    int CHANNELS = 2;

    /** What comes next is the sound from this moment of the recording on. */
    void startAt(long micros);

    /**
     * Has somebody told, from now on, each time there is more to {@link #take} than a moment.
     *
     * @param told run by threads of the sources, in the place of who was to be told before; must
     *     not block
     */
    void whenMore(Runnable told);

    /**
     * Gives what is there since the last call. Never blocks.
     *
     * @param into left and right in turn; filled from its first element on
     * @return samples of one channel, 0 where there is nothing at present
     */
    int take(float[] into);

    /**
     * The same at the end: gives everything up to a moment, and silence for what does not come in a
     * fifth of a second.
     *
     * @param untilMicros not reached in one call where there is more than fits
     */
    int takeLast(float[] into, long untilMicros) throws InterruptedException;

    /** The recording's time at this moment, in microseconds. */
    long nowMicros();

    /** The encoder took no sound any more: it is left out from now on. */
    void failed(String why);
}

package dev.lastframe.core.sound;

/** A device that is open. Used by its reader's thread alone, but for {@link #giveUp}. */
public interface SoundSource extends AutoCloseable {

    /**
     * Waits for the next samples.
     *
     * @throws SoundException when the device or its server is gone: nothing more will come
     */
    SoundBlock read() throws SoundException;

    /**
     * Nobody waits for it any more: a {@link #read} that waits ends by its exception. Any thread,
     * at any time; does nothing where a read never waits for long.
     */
    default void giveUp() {}

    @Override
    void close();
}

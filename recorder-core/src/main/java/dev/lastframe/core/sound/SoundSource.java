package dev.lastframe.core.sound;

/** A device that is open. Used by its reader's thread alone. */
public interface SoundSource extends AutoCloseable {

    /**
     * Waits for the next samples.
     *
     * @throws SoundException when the device or its server is gone: nothing more will come
     */
    SoundBlock read() throws SoundException;

    @Override
    void close();
}

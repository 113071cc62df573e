package dev.lastframe.core.sound;

import java.util.List;
import java.util.Optional;

/** The computer's sound server. Callable by any thread; every method may block. */
public interface SoundSystem {

    /** A version that says nothing. */
    long UNKNOWN = -1;

    /**
     * Asks whether there is a server, in a few milliseconds; loads nothing.
     *
     * @throws SoundException where there is none that answers; the message says why, as a sentence
     */
    void reach() throws SoundException;

    /**
     * What can be recorded at present.
     *
     * @throws SoundException where there is no server that answers
     */
    List<SoundDevice> devices() throws SoundException;

    /**
     * A number that is another one when {@link #devices} may have become others. Never blocks.
     *
     * @return {@link #UNKNOWN} where only asking for them tells
     */
    default long version() {
        return UNKNOWN;
    }

    /**
     * Why this kind can never be had here, as a sentence. Never blocks.
     *
     * @return empty where it may be had
     */
    default Optional<String> without(SoundKind kind) {
        return Optional.empty();
    }

    /**
     * Opens a device; from now on the system shows that it is in use.
     *
     * @throws SoundException where that is not possible
     */
    SoundSource open(SoundDevice device) throws SoundException;

    /** A computer without sound. */
    static SoundSystem none() {
        return none("There is no sound server here.");
    }

    /**
     * A computer whose sound cannot be had.
     *
     * @param why a sentence
     */
    static SoundSystem none(String why) {
        return new SoundSystem() {

            @Override
            public void reach() throws SoundException {
                throw new SoundException(why);
            }

            @Override
            public List<SoundDevice> devices() throws SoundException {
                throw new SoundException(why);
            }

            @Override
            public SoundSource open(SoundDevice device) throws SoundException {
                throw new SoundException(why);
            }
        };
    }
}

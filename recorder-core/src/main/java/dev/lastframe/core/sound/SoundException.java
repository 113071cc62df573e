package dev.lastframe.core.sound;

import java.io.Serial;

/** Sound cannot be had; the message says why, as a sentence. */
public final class SoundException extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    public SoundException(String message) {
        super(message);
    }

    public SoundException(String message, Throwable cause) {
        super(message, cause);
    }
}

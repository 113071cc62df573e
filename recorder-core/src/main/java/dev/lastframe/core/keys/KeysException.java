package dev.lastframe.core.keys;

/** No chord can be taken here; the message says why and what to do, as a sentence for a person. */
public final class KeysException extends Exception {

    private static final long serialVersionUID = 1;

    public KeysException(String message) {
        super(message);
    }

    public KeysException(String message, Throwable cause) {
        super(message, cause);
    }
}

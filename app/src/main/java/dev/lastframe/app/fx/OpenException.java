package dev.lastframe.app.fx;

/** A file could not be shown; the message is the desktop's own, for the log. */
public final class OpenException extends Exception {

    private static final long serialVersionUID = 1;

    public OpenException(String message) {
        super(message);
    }

    public OpenException(String message, Throwable cause) {
        super(message, cause);
    }
}

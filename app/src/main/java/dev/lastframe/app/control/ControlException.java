package dev.lastframe.app.control;

import java.io.IOException;

/** A running Lastframe cannot be spoken to; the message is a sentence for a person. */
public final class ControlException extends IOException {

    private static final long serialVersionUID = 1;

    public ControlException(String sentence) {
        super(sentence);
    }

    public ControlException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

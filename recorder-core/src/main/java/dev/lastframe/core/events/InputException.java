package dev.lastframe.core.events;

/** What a person does cannot be seen here; the message is a sentence for a person. */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1;

    public InputException(String sentence) {
        super(sentence);
    }

    public InputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

package dev.lastframe.core.events;

/**
 * Where it can be seen what a person does with pointer and keys. Nothing listens until it is opened
 * and begun.
 */
@FunctionalInterface
public interface InputSource {

    /**
     * Gets ready to listen. Blocks for as long as the system takes; called by any thread.
     *
     * @param titles whether the titles of windows are wanted
     * @throws InputException where the system tells nothing of a person's doing
     */
    InputWatch open(boolean titles) throws InputException;

    /**
     * A source of nothing.
     *
     * @param why a sentence for a person
     */
    static InputSource none(String why) {
        return titles -> {
            throw new InputException(why);
        };
    }
}

package dev.lastframe.app.desktop;

import java.util.List;

/**
 * What a notification asks.
 *
 * @param title in a few words
 * @param text in a sentence
 * @param choices what can be answered, where the desktop has buttons for it
 */
public record Question(String title, String text, List<Choice> choices) {

    public Question {
        choices = List.copyOf(choices);
    }

    /**
     * An answer.
     *
     * @param words of the button
     * @param chosen what it does; run by a thread of the bus, and may not block
     */
    public record Choice(String words, Runnable chosen) {}
}

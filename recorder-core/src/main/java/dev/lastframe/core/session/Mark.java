package dev.lastframe.core.session;

/**
 * A moment that a person marked; immutable.
 *
 * @param number counted from 1 within the recording
 * @param tMicros when, in microseconds on the video's clock
 * @param text what they said about it, as it is in the events; empty for nothing
 */
public record Mark(int number, long tMicros, String text) {

    /** Characters of a text that are kept. */
    public static final int LONGEST_TEXT = 1000;
}

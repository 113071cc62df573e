package dev.lastframe.core.testing;

/**
 * A number that content drew, by its own log. Both times are {@code System.nanoTime()}, which on
 * Linux all processes share. The number may have come onto the screen at any time between the two,
 * and is there until the next one's.
 *
 * @param number counted from 1 without gaps
 * @param beforeNanos just before the drawing was sent to the server
 * @param afterNanos when the server had confirmed it
 */
public record Shown(int number, long beforeNanos, long afterNanos) {

    /** The line of the log, without its end. */
    String line() {
        return number + " " + beforeNanos + " " + afterNanos;
    }
}

package dev.lastframe.core.events;

/** Takes what a person does, in order. Called by the source's thread alone; never blocks. */
public interface InputSink {

    /** Something was done. */
    void input(InputEvent event);

    /**
     * Time passed: called at least once a second, and within 50 ms after a call that returned true.
     *
     * @return whether something waits to be written
     */
    boolean passed(long nanos);

    /**
     * The source ends, and calls nothing any more.
     *
     * @param why a sentence for a person where it ended by itself; empty when it was closed, or the
     *     display is gone, which others tell
     */
    void ended(String why);
}

package dev.lastframe.core.events;

/** An open source of what a person does, with a thread of its own from {@link #begin} on. */
public interface InputWatch extends AutoCloseable {

    /** A short constant for the header of the events, such as {@code x11}. */
    String name();

    /** Listens from now on; called once. Returns at once. */
    void begin(InputSink sink);

    /** Whether something listens at this moment. Callable by any thread. */
    boolean listens();

    /** Ends listening; waits half a second at most for its thread. May be called twice. */
    @Override
    void close();
}

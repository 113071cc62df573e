package dev.lastframe.core.sound;

import java.util.List;

/** Somebody listens before anything is recorded. Callable by any thread; returns at once. */
public interface SoundListening extends AutoCloseable {

    /**
     * Opens these devices, and closes those that are not among them.
     *
     * @param choices at most one of each kind
     */
    void listenTo(List<SoundChoice> choices);

    /** Closes all devices, and tells nothing more. */
    @Override
    void close();
}

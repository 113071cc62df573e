package dev.lastframe.core.session;

/** Told what happens to a recording, on one of its own threads; must return at once. */
public interface RecordingListener {

    /** The state changed. */
    default void stateChanged(SessionState from, SessionState to, String reason) {}

    /** Something a person may want to know happened: a fallback, a gap, a lost trust. */
    default void health(HealthEvent event) {}
}

package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a recording, and who is told of it. Callable by any thread. */
final class Life {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);

    private final RecordingListener listener;
    private final Consumer<Error> deaf;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private SessionState state = SessionState.IDLE;

    /**
     * @param deaf told of an error that the listener threw, such as a full memory
     */
    Life(RecordingListener listener, Consumer<Error> deaf) {
        this.listener = listener;
        this.deaf = deaf;
    }

    SessionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Changes the state, which must be allowed, logs it and tells it. */
    void transition(SessionState to, String why) {
        SessionState from;
        synchronized (lock) {
            from = state;
            if (!from.canBecome(to)) {
                throw new IllegalStateException("no way from " + from + " to " + to);
            }
            state = to;
        }
        LOG.info("{} -> {}: {}", from, to, why);
        try {
            listener.stateChanged(from, to, why);
        } catch (RuntimeException broken) {
            LOG.error("a listener failed", broken);
        } catch (Error fatal) {
            deaf.accept(fatal);
        }
    }

    /** Ends it, from whatever state it is in. */
    void end(SessionState end, String why) {
        SessionState now = state();
        if (!now.canBecome(end) && now.canBecome(SessionState.STOPPING)) {
            transition(SessionState.STOPPING, why);
        }
        transition(end, why);
    }
}

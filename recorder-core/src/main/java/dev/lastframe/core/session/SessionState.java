package dev.lastframe.core.session;

import java.util.Set;

/** Where a recording is in its life. */
public enum SessionState {
    IDLE,
    STARTING,
    RECORDING,
    PAUSED,
    STOPPING,
    /** Ended; the file is published. */
    SAVED,
    /** Ended; nothing was captured and no file is left. */
    EMPTY,
    /** Ended; nothing could be saved. */
    FAILED;

    private Set<SessionState> next() {
        return switch (this) {
            case IDLE -> Set.of(STARTING);
            case STARTING -> Set.of(RECORDING, STOPPING, FAILED);
            case RECORDING -> Set.of(PAUSED, STOPPING);
            case PAUSED -> Set.of(RECORDING, STOPPING);
            case STOPPING -> Set.of(SAVED, EMPTY, FAILED);
            case SAVED, EMPTY, FAILED -> Set.of();
        };
    }

    /** Whether the change is one of the allowed ones. */
    public boolean canBecome(SessionState to) {
        return next().contains(to);
    }

    public boolean isEnd() {
        return this == SAVED || this == EMPTY || this == FAILED;
    }
}

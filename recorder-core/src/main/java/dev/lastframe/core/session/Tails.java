package dev.lastframe.core.session;

import dev.lastframe.core.events.LogTail;
import dev.lastframe.core.session.HealthEvent.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The logs that are followed beside one recording. Used by the session's thread. */
final class Tails {

    /** What a last look may take. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<LogTail> running = new ArrayList<>();

    /** Begins to follow; returns at once. */
    void start(Desk desk) {
        for (Path file : desk.request().events().tails()) {
            LogTail tail =
                    new LogTail(
                            file,
                            desk.environment().redactor(),
                            desk.clock(),
                            (nanos, fields) -> desk.journal().observed(nanos, "log", fields),
                            sentence -> desk.health().warn(Kind.TAIL_FAILED, sentence));
            running.add(tail);
            tail.start();
        }
    }

    /** Takes what was written until now, and ends. Blocks, half a second a log at most. */
    void stop() {
        for (LogTail tail : running) {
            try {
                tail.stop(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        running.clear();
    }
}

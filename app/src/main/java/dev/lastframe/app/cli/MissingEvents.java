package dev.lastframe.app.cli;

import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.RecordingListener;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what was told of events that are missing beside a recording, which is saved all the same:
 * whoever relies on them has to know. Callable by any thread; never blocks.
 */
final class MissingEvents implements RecordingListener {

    private final List<String> sentences = new CopyOnWriteArrayList<>();

    @Override
    public void health(HealthEvent event) {
        if (event.kind() == HealthEvent.Kind.EVENTS_LOST) {
            sentences.add(event.detail());
        }
    }

    /** Says it, once for each file of events. */
    void printTo(PrintStream err) {
        sentences.stream().distinct().forEach(err::println);
    }
}

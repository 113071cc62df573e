package dev.lastframe.core.session;

import dev.lastframe.core.session.HealthEvent.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells log, events and listener what happened to the recording, and keeps the fallbacks that were
 * taken. Callable by any thread; never blocks.
 */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Journal journal;
    private final RecordingListener listener;
    private final List<String> warnings;

    Health(Journal journal, RecordingListener listener, List<String> warnings) {
        this.journal = journal;
        this.listener = listener;
        this.warnings = new CopyOnWriteArrayList<>(warnings);
    }

    /** Something happened. */
    void tell(Kind kind, String detail) {
        LOG.info("{}: {}", kind, detail);
        HealthEvent event = new HealthEvent(journal.nowMicros(), kind, detail);
        journal.health(event);
        listener.health(event);
    }

    /** A fallback was taken: it is also in the outcome. */
    void warn(Kind kind, String sentence) {
        keep(sentence);
        tell(kind, sentence);
    }

    /** A warning that has no event of its own. */
    void keep(String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
        }
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}

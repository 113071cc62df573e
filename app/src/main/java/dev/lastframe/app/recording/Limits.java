package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Conduct;
import dev.lastframe.core.session.RecordingStatus;
import java.time.Duration;
import java.util.Optional;

/** How long and how large a recording may become, and when it is asked about. For one thread. */
final class Limits {

    /** After so long one may have forgotten it. */
    static final Duration ASKS_AFTER = Duration.ofMinutes(60);

    private final Words words;
    private boolean asked;
    private Optional<String> reached = Optional.empty();

    Limits(Words words) {
        this.words = words;
    }

    /** A recording begins. */
    void begin() {
        asked = false;
        reached = Optional.empty();
    }

    /** Whether the recording has become what it may at most; true once. */
    boolean reachedBy(RecordingStatus status, Conduct conduct) {
        if (reached.isPresent()) {
            return false;
        }
        if (!conduct.stopAfter().isZero() && status.elapsed().compareTo(conduct.stopAfter()) >= 0) {
            reached =
                    Optional.of(
                            words.text(
                                    "limit.length", words.formats().duration(conduct.stopAfter())));
        } else if (conduct.stopAtBytes() > 0 && status.disk().bytes() >= conduct.stopAtBytes()) {
            reached =
                    Optional.of(
                            words.text("limit.size", words.formats().bytes(conduct.stopAtBytes())));
        }
        return reached.isPresent();
    }

    /** Why the recording was ended, as a sentence; empty where no limit ended it. */
    Optional<String> reason() {
        return reached;
    }

    /** Whether it is time to ask if the recording is still wanted; true once. */
    boolean asksNow(Duration elapsed) {
        if (asked || elapsed.compareTo(ASKS_AFTER) < 0) {
            return false;
        }
        asked = true;
        return true;
    }
}

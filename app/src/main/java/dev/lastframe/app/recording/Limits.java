package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Conduct;
import dev.lastframe.core.session.RecordingStatus;
import java.util.Optional;

/** How long and how large a recording may become. For one thread. */
final class Limits {

    private final Words words;
    private Optional<String> reached = Optional.empty();

    Limits(Words words) {
        this.words = words;
    }

    /** A recording begins. */
    void begin() {
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
}

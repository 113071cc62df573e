package dev.lastframe.app.recording;

import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * The newest numbers of the recording that runs or ran last, and their words. Used by the FX
 * thread.
 */
final class Numbers {

    private final StatusTexts statusTexts;
    private final HealthTexts healthTexts;
    private final Room room;
    private final Options options;
    private final MissedAlarm alarm = new MissedAlarm();
    private Optional<RecordingStatus> newest = Optional.empty();
    private boolean running;

    Numbers(Words words, Room room, Options options) {
        this.statusTexts = new StatusTexts(words);
        this.healthTexts = new HealthTexts(words);
        this.room = room;
        this.options = options;
    }

    /** A recording begins, and has none yet. */
    void begin() {
        newest = Optional.empty();
        alarm.reset();
        running = true;
    }

    void take(RecordingStatus status) {
        newest = Optional.of(status);
        alarm.update(status.recent());
        room.take(status.disk().freeBytes());
    }

    /** The recording ended; where it left no file, its numbers would be about nothing. */
    void end(Outcome outcome) {
        take(outcome.status());
        end();
        if (outcome.files().isEmpty()) {
            newest = Optional.empty();
        }
    }

    /** The recording ended without an outcome. */
    void end() {
        alarm.end();
        running = false;
    }

    /** The person looked at them. */
    void seen() {
        alarm.seen();
    }

    /** Recorded time, pauses left out. */
    Duration elapsed() {
        return newest.map(RecordingStatus::elapsed).orElse(Duration.ZERO);
    }

    /**
     * The status bar's words.
     *
     * @param recordable whether there is a screen
     */
    StatusLine line(boolean recordable) {
        return newest.map(status -> statusTexts.of(status, alarm.level(), left(status)))
                .orElseGet(() -> statusTexts.ready(recordable, left(0)));
    }

    /** The health card's words. */
    HealthReport report() {
        return newest.map(healthTexts::of).orElseGet(healthTexts::none);
    }

    private Optional<Duration> left(RecordingStatus status) {
        return left(running ? status.disk().bytesPerSecond() : 0);
    }

    private Optional<Duration> left(long measuredBytesPerSecond) {
        Options.Size size = options.size().orElse(Options.Size.USUAL);
        return room.left(measuredBytesPerSecond, size, options.settings());
    }
}

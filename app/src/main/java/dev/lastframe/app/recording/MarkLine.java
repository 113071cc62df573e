package dev.lastframe.app.recording;

import dev.lastframe.core.session.Mark;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is said for some seconds about a mark that was wished. Used by the FX thread. */
final class MarkLine {

    static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Words words;
    private final NanoClock clock;
    private Optional<String> text = Optional.empty();
    private long saidNanos;

    MarkLine(Words words, NanoClock clock) {
        this.words = words;
        this.clock = clock;
    }

    /** A mark was kept. */
    void kept(Mark mark) {
        Duration at = Duration.of(mark.tMicros(), ChronoUnit.MICROS);
        say(words.text("mark.kept", words.number(mark.number()), words.formats().duration(at)));
    }

    /** A mark was wished while nothing is recorded. */
    void refused() {
        say(words.text("mark.paused"));
    }

    /** Something else is said from now on. */
    void clear() {
        text = Optional.empty();
    }

    /** What to say at this moment. */
    Optional<String> text() {
        return text.filter(said -> clock.nanoTime() - saidNanos < SHOWN_NANOS);
    }

    private void say(String line) {
        text = Optional.of(line);
        saidNanos = clock.nanoTime();
    }
}

package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Counts what a person marks, and has it written. Callable by any thread; never blocks long. */
final class Marks {

    private static final Pattern BREAK =
            Pattern.compile("[\\t\\n\\u000B\\f\\r\\u0085\\u2028\\u2029]+");

    /** Control characters, what turns the direction of writing, and halves of characters. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private final NanoClock clock;
    private final Journal journal;

    @GuardedBy("this")
    private int count;

    Marks(NanoClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** See {@link Recording#mark}: the moment is this call's, whatever the session does now. */
    Optional<Mark> mark(Optional<String> text) {
        return mark(text, clock.nanoTime());
    }

    /** The same for another moment, on the monotonic clock. */
    synchronized Optional<Mark> mark(Optional<String> text, long nanos) {
        String kept = clean(text.orElse(""));
        long tMicros = journal.micros(nanos);
        if (!journal.observed(nanos, "mark", json -> json.writeStringField("text", kept))) {
            return Optional.empty();
        }
        count++;
        return Optional.of(new Mark(count, tMicros, kept));
    }

    /** One line, without what a terminal or a page could take for a command. */
    private static String clean(String text) {
        String oneLine = UNSEEN.matcher(BREAK.matcher(text).replaceAll(" ")).replaceAll("").strip();
        if (oneLine.codePointCount(0, oneLine.length()) <= Mark.LONGEST_TEXT) {
            return oneLine;
        }
        return oneLine.substring(0, oneLine.offsetByCodePoints(0, Mark.LONGEST_TEXT)).strip();
    }
}

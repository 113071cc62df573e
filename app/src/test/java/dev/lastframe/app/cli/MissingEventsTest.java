package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.HealthEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the command line says of a recording that is saved and lacks events. */
final class MissingEventsTest {

    private final MissingEvents missing = new MissingEvents();

    @Test
    void nothingIsSaidWhereNothingIsMissing() {
        missing.health(new HealthEvent(1, HealthEvent.Kind.SIZE_CHANGED, "Other size."));

        assertThat(printed()).isEmpty();
    }

    @Test
    void itIsOneSentenceForEachFile() {
        missing.health(new HealthEvent(1, HealthEvent.Kind.EVENTS_LOST, "Missing in a."));
        missing.health(new HealthEvent(2, HealthEvent.Kind.EVENTS_LOST, "Missing in a."));
        missing.health(new HealthEvent(3, HealthEvent.Kind.EVENTS_LOST, "Missing in b."));

        assertThat(printed().lines()).containsExactly("Missing in a.", "Missing in b.");
    }

    private String printed() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        missing.printTo(new PrintStream(err, true, StandardCharsets.UTF_8));
        return err.toString(StandardCharsets.UTF_8);
    }
}

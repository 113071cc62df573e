package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FaultTest {

    @Test
    void theCodeIsShortAndHasNoLettersThatAreMistaken() {
        assertThat(code(here("any"))).matches("[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{3}");
    }

    @Test
    void theSameFaultHasTheSameCodeWhateverItsMessageAndThread() {
        assertThat(code(here("one"))).isEqualTo(code(here("two")));
        Throwable thrown = here("one");
        assertThat(Fault.of(thrown, Thread.ofPlatform().unstarted(() -> {})).code())
                .isEqualTo(code(thrown));
    }

    @Test
    void anotherClassPlaceOrCauseHasAnotherCode() {
        Set<String> codes = new HashSet<>();
        codes.add(code(here("a")));
        codes.add(code(elsewhere()));
        codes.add(code(new OutOfMemoryError("a")));
        codes.add(code(new IllegalStateException(here("a"))));
        codes.add(code(new IllegalArgumentException(here("a"))));

        assertThat(codes).hasSize(5);
    }

    @Test
    void aCircleOfCausesAndAMissingStackTraceEndToo() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.setStackTrace(new StackTraceElement[0]);

        assertThat(code(first)).hasSize(7);
    }

    @Test
    void theSentenceNamesWhatBrokeAndWhere() {
        Fault fault =
                Fault.of(new OutOfMemoryError(), Thread.ofPlatform().name("x").unstarted(() -> {}));

        assertThat(fault.sentence())
                .contains("OutOfMemoryError")
                .contains("thread x")
                .endsWith(".");
    }

    private static Throwable here(String message) {
        return new IllegalStateException(message);
    }

    private static Throwable elsewhere() {
        return new IllegalStateException("a");
    }

    private static String code(Throwable thrown) {
        return Fault.of(thrown, Thread.currentThread()).code();
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationsTest {

    private final Durations durations = new Durations();

    @ParameterizedTest
    @CsvSource({
        "15s,15000",
        "1.5s,1500",
        "500ms,500",
        "2m,120000",
        "1h30m,5400000",
        "90,90000",
        "1H,3600000"
    })
    void whatPeopleWriteIsUnderstood(String text, long millis) {
        assertThat(durations.convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5s", "0", "0s", "soon", "5x", "5s later", "1.s", "99999h", "s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> durations.convert(text))
                .withMessageContaining(text);
    }
}

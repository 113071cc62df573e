package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Sizes and moments as people write them. */
final class SizesAndMomentsTest {

    @ParameterizedTest
    @CsvSource({
        "10MB, 10000000",
        "10 MB, 10000000",
        "2.5mb, 2500000",
        "800kB, 800000",
        "8MiB, 8388608",
        "1g, 1000000000",
        "123, 123"
    })
    void aSizeIsReadStrictly(String text, long bytes) {
        assertThat(new ByteSizes().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-5MB", "0", "0.1", "5 parsecs", "1e6", "99999999GB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new ByteSizes().convert(text))
                .isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "0:00, 0",
        "12, 12000",
        "1.5s, 1500",
        "1m2s, 62000",
        "1:02.5, 62500",
        "1:00:00, 3600000",
        "90:00, 5400000"
    })
    void aMomentIsRead(String text, long millis) {
        assertThat(new Moments().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "-1:00", "soon", "1:2:3:4", ":5", "1;5"})
    void whatIsNoMomentIsRefused(String text) {
        assertThatThrownBy(() -> new Moments().convert(text))
                .isInstanceOf(TypeConversionException.class);
    }
}

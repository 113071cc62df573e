package dev.lastframe.app.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class FormatsTest {

    private final Formats english = new Formats(Messages.of(Locale.US));
    private final Formats german = new Formats(Messages.of(Locale.GERMANY));

    @Test
    void durationsHaveNoLeadingZeros() {
        assertThat(english.duration(Duration.ZERO)).isEqualTo("0:00");
        assertThat(english.duration(Duration.ofMillis(12_999))).isEqualTo("0:12");
        assertThat(english.duration(Duration.ofSeconds(134))).isEqualTo("2:14");
        assertThat(english.duration(Duration.ofSeconds(3734))).isEqualTo("1:02:14");
        assertThat(english.duration(Duration.ofHours(30))).isEqualTo("30:00:00");
    }

    @Test
    void bytesHaveTheUnitThatReadsBest() {
        assertThat(english.bytes(0)).isEqualTo("0\u00a0KB");
        assertThat(english.bytes(1)).isEqualTo("1 byte");
        assertThat(english.bytes(412)).isEqualTo("412 bytes");
        assertThat(english.bytes(1_000)).isEqualTo("1\u00a0KB");
        assertThat(english.bytes(1_840_000)).isEqualTo("1.8\u00a0MB");
        assertThat(english.bytes(17_600_000)).isEqualTo("18\u00a0MB");
        assertThat(english.bytes(9_960_000)).isEqualTo("10\u00a0MB");
        assertThat(english.bytes(999_700_000)).isEqualTo("1.0\u00a0GB");
        assertThat(english.bytes(5_000_000_000_000_000L)).isEqualTo("5,000\u00a0TB");
    }

    @Test
    void numbersAreGroupedAsTheLocaleHasThem() {
        assertThat(english.number(4020)).isEqualTo("4,020");
        assertThat(german.number(4020)).isEqualTo("4.020");
        assertThat(german.bytes(1_840_000)).isEqualTo("1,8\u00a0MB");
    }

    @Test
    void timeLeftIsRoundedDownAndNeverMoreThanADay() {
        assertThat(english.timeLeft(Duration.ofSeconds(59))).isEqualTo("under a minute left");
        assertThat(english.timeLeft(Duration.ofMinutes(7))).isEqualTo("about 7 min left");
        assertThat(english.timeLeft(Duration.ofMinutes(29))).isEqualTo("about 25 min left");
        assertThat(english.timeLeft(Duration.ofMinutes(359))).isEqualTo("about 5 h left");
        assertThat(english.timeLeft(Duration.ofHours(24))).isEqualTo("over a day left");
    }
}

package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.Reason;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SentencesTest {

    private static final Instant BEGAN = Instant.parse("2026-11-20T16:40:12Z");
    private static final Instant NOW = Instant.parse("2026-11-21T14:03:22Z");

    private final Sentences sentences = new Sentences(ZoneId.of("Europe/Berlin"));

    @Test
    void whatWasSavedAndCutIsOneSentence() {
        assertThat(sentences.saved(BEGAN, NOW, 751_900, 100, true))
                .isEqualTo(
                        "Found an unfinished recording from yesterday 17:40. 12:31 saved, 0.1 s"
                                + " cut.");
    }

    @Test
    void aCutOfUnknownLengthIsNotCalledNothing() {
        assertThat(sentences.saved(BEGAN, NOW, 3_725_000, 0, true))
                .endsWith("1:02:05 saved, its torn end cut.");
        assertThat(sentences.saved(BEGAN, NOW, 1000, 20, true)).endsWith("0:01 saved, 0.1 s cut.");
        assertThat(sentences.saved(BEGAN, NOW, 1000, 0, false))
                .endsWith("0:01 saved, nothing cut.");
    }

    @Test
    void theDayIsTodayYesterdayOrADate() {
        assertThat(sentences.empty(NOW, NOW)).contains("from today 15:03.");
        assertThat(sentences.empty(Instant.parse("2026-11-01T00:00:00Z"), NOW))
                .contains("from 1 November 2026 01:00.");
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonIsSaidInWords(Reason reason) {
        assertThat(sentences.kept(BEGAN, NOW, reason))
                .startsWith("Found an unfinished recording from yesterday 17:40. ")
                .endsWith(" It is kept as it is.")
                .doesNotContain("_", "!", reason.name());
    }
}

package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameTemplateTest {

    private static final ZonedDateTime MOMENT =
            ZonedDateTime.of(2026, 11, 21, 14, 3, 22, 999_000_000, ZoneId.of("Asia/Kathmandu"));
    private static final String DEFAULT_NAME = "Lastframe 2026-11-21 14.03.22";

    @Test
    void theDefaultHasDateAndTime() {
        assertThat(name(NameTemplate.DEFAULT_PATTERN)).isEqualTo(DEFAULT_NAME);
    }

    @Test
    void dateAndTimeMayStandAnywhereAndTwice() {
        assertThat(name("{time} bug {date} {date}"))
                .isEqualTo("14.03.22 bug 2026-11-21 2026-11-21");
    }

    @Test
    void aPatternWithoutDateIsItselfTheName() {
        assertThat(name("Fehler im Dialog")).isEqualTo("Fehler im Dialog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b", "a\\b", "a:b", "a*b", "a?b", "a\"b", "a<b", "a>b", "a|b", "a\nb"})
    void whatAFileSystemMayRefuseBecomesADash(String pattern) {
        assertThat(name(pattern)).isEqualTo("a-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", ".", "..", "\t"})
    void aNameIsNeverEmptyNorAFolder(String pattern) {
        assertThat(name(pattern)).isNotBlank().isNotIn(".", "..");
    }

    @ParameterizedTest
    @CsvSource({
        "...hidden,hidden",
        "'  spaces  ',spaces",
        "end...,end",
        "'. .x. .',x",
        "../../etc/passwd,-..-etc-passwd"
    })
    void dotsAndBlanksAtTheEndsGo(String pattern, String expected) {
        assertThat(name(pattern)).isEqualTo(expected);
    }

    @Test
    void otherScriptsAndEmojiStay() {
        assertThat(name("Ärger 日本 🎬 {date}")).isEqualTo("Ärger 日本 🎬 2026-11-21");
    }

    @Test
    void aLongNameLeavesRoomForTheLongestEnding() {
        assertThat(name("x".repeat(500))).hasSize(60);
        assertThat(
                        name("日".repeat(500)).getBytes(StandardCharsets.UTF_8).length
                                + ". (10000).events.jsonl".length())
                .isLessThanOrEqualTo(255);
    }

    @Test
    void aLongNameIsNotCutInTheMiddleOfACharacter() {
        assertThat(name("x" + "🎬".repeat(40))).isEqualTo("x" + "🎬".repeat(29));
        assertThat(name("🎬".repeat(40))).isEqualTo("🎬".repeat(30));
    }

    @Test
    void aCutDoesNotLeaveABlankOrADotAtTheEnd() {
        assertThat(name("x".repeat(58) + " . y")).isEqualTo("x".repeat(58));
    }

    private static String name(String pattern) {
        return new NameTemplate(pattern).at(MOMENT);
    }
}

package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeyFrameRuleTest {

    private static final int KEY = 1000;

    private final KeyFrameRule rule = new KeyFrameRule(30);

    @Test
    void whileLittleChangesOneIsDueAfterEightSeconds() {
        rule.encoded(700, KEY, true);
        rule.encoded(1000, 3 * KEY - 1, false);

        assertThat(rule.isDue(700 + 8000 - 17)).isFalse();
        assertThat(rule.isDue(700 + 8000 - 16)).as("half a picture early").isTrue();
    }

    @Test
    void onceThreeTimesAsMuchCameAsItHadOneIsDueAfterTwoSeconds() {
        rule.encoded(700, KEY, true);
        rule.encoded(1000, 3 * KEY - 1, false);
        rule.encoded(1100, 1, false);

        assertThat(rule.isDue(700 + 2000 - 17)).isFalse();
        assertThat(rule.isDue(700 + 2000 - 16)).isTrue();
    }

    @Test
    void whatCameBeforeTheLastOneDoesNotCount() {
        rule.encoded(0, KEY, true);
        rule.encoded(1000, 9 * KEY, false);
        rule.encoded(2000, KEY, true);
        rule.encoded(2100, 2 * KEY, false);

        assertThat(rule.isDue(4500)).isFalse();
        assertThat(rule.isDue(10_000)).isTrue();
    }

    /** That the encoder made of its own. */
    @Test
    void theLastOneCountsHoweverItCame() {
        rule.encoded(0, KEY, true);
        rule.encoded(4000, 5 * KEY, true);
        rule.encoded(4100, 14 * KEY, false);

        assertThat(rule.isDue(11_900)).as("three times the larger one").isFalse();
    }
}

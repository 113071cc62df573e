package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrendTest {

    private final Trend trend = new Trend();

    @Test
    void beforeTheFirstSecondThereIsNoRate() {
        assertThat(trend.bytesPerSecond()).isZero();
        assertThat(trend.recent(ledger(20, 1))).containsExactly(20, 1);
    }

    @Test
    void theRateIsTheAverageOfTheSecondsSoFar() {
        trend.sample(ledger(30, 0), 1000);
        assertThat(trend.bytesPerSecond()).isEqualTo(1000);
        trend.sample(ledger(60, 0), 4000);

        assertThat(trend.bytesPerSecond()).isEqualTo(2000);
    }

    @Test
    void theRateForgetsWhatIsOlderThanAMinute() {
        trend.sample(ledger(0, 0), 1_000_000);
        for (int second = 1; second <= 60; second++) {
            trend.sample(ledger(0, 0), 1_000_000 + second * 500L);
        }

        assertThat(trend.bytesPerSecond()).isEqualTo(500);
    }

    @Test
    void missesOlderThanTenSecondsAreForgotten() {
        trend.sample(ledger(30, 7), 0);
        for (int second = 2; second <= 10; second++) {
            trend.sample(ledger(second * 30L, 7), 0);
        }
        assertThat(trend.recent(ledger(310, 7))[1]).as("in the eleventh second").isZero();
        assertThat(trend.recent(ledger(310, 9))).containsExactly(310 - 30, 2);
    }

    @Test
    void inTheFirstTenSecondsEverythingIsRecent() {
        for (int second = 1; second <= 9; second++) {
            trend.sample(ledger(second * 30L, second), 0);
        }

        assertThat(trend.recent(ledger(280, 9))).containsExactly(280, 9);
    }

    private static LedgerSnapshot ledger(long ticks, long late) {
        return new LedgerSnapshot(ticks, 0, ticks - late, 0, late, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}

package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerSnapshotTest {

    /** ticks, captured, unchanged, unverified, late, encoder, disk, memory, captureFailed, … */
    private static final long[] BALANCED = {451, 400, 44, 3, 1, 2, 1, 1, 2, 390, 4, 5, 1};

    @Test
    void bothEquationsHold() {
        LedgerSnapshot snapshot = of(BALANCED);

        assertThat(snapshot.balances()).isTrue();
        assertThat(snapshot.droppedQueueFull()).isEqualTo(4);
        assertThat(snapshot.missed()).isEqualTo(1 + 4 + 2 + 4 + 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void oneTooManyAnywhereIsSeen(int field) {
        long[] wrong = BALANCED.clone();
        wrong[field]++;

        assertThat(of(wrong).balances()).isFalse();
    }

    @Test
    void unverifiedIsAPartAndNoTermOfItsOwn() {
        long[] other = BALANCED.clone();
        other[3]++;

        assertThat(of(other).balances()).isTrue();
        assertThat(of(other).missed()).isEqualTo(of(BALANCED).missed());
    }

    private static LedgerSnapshot of(long[] n) {
        return new LedgerSnapshot(
                n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12]);
    }
}

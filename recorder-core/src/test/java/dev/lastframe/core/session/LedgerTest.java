package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.queue.DropReason;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void anEmptyLedgerBalances() {
        assertThat(ledger.snapshot()).isEqualTo(LedgerSnapshot.EMPTY);
        assertThat(LedgerSnapshot.EMPTY.balances()).isTrue();
    }

    @Test
    void everyOutcomeIsOneTick() {
        ledger.countInFlightBy(() -> 1);
        ledger.captured();
        ledger.unchanged();
        ledger.late(3);
        ledger.refused(DropReason.ENCODER);
        ledger.refused(DropReason.DISK);
        ledger.refused(DropReason.DISK);
        ledger.refused(DropReason.MEMORY);
        ledger.captureFailed();

        LedgerSnapshot now = ledger.snapshot();

        assertThat(now.ticks()).isEqualTo(10);
        assertThat(now.droppedByEncoder()).isEqualTo(1);
        assertThat(now.droppedByDisk()).isEqualTo(2);
        assertThat(now.droppedByMemory()).isEqualTo(1);
        assertThat(now.droppedQueueFull()).isEqualTo(4);
        assertThat(now.missed()).isEqualTo(8);
        assertThat(now.balances()).isTrue();
    }

    @Test
    void whatBecomesOfAFrameIsNoTickOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            ledger.captured();
        }
        ledger.encoded();
        ledger.encodeFailed();
        ledger.abandoned();

        LedgerSnapshot now = ledger.snapshot();

        assertThat(now.ticks()).isEqualTo(3);
        assertThat(now.missed()).isEqualTo(2);
        assertThat(now.balances()).isTrue();
    }

    @Test
    void packetsThatTheDiskLostAreAbandonedAndNoLongerEncoded() {
        for (int i = 0; i < 5; i++) {
            ledger.captured();
            ledger.encoded();
        }

        ledger.lostAfterEncoding(2);

        LedgerSnapshot now = ledger.snapshot();
        assertThat(now.encoded()).isEqualTo(3);
        assertThat(now.abandoned()).isEqualTo(2);
        assertThat(now.missed()).isEqualTo(2);
        assertThat(now.balances()).isTrue();
    }

    @Test
    void packetsThatWereGivenUpAndArriveAllTheSameAreEncoded() {
        for (int i = 0; i < 3; i++) {
            ledger.captured();
            ledger.encoded();
        }
        ledger.lostAfterEncoding(2);

        ledger.inFileAfterAll(1);

        assertThat(ledger.snapshot().encoded()).isEqualTo(2);
        assertThat(ledger.snapshot().abandoned()).isEqualTo(1);
        assertThat(ledger.snapshot().balances()).isTrue();
    }

    @Test
    void framesInFlightAreCountedWhereTheyAreSoThatALostOneIsSeen() {
        ledger.countInFlightBy(() -> 1);
        ledger.captured();
        assertThat(ledger.snapshot().balances()).isTrue();

        ledger.countInFlightBy(() -> 0);

        assertThat(ledger.snapshot().inFlight()).isZero();
        assertThat(ledger.snapshot().balances()).isFalse();
    }

    @Test
    void aWholePictureSpeaksForTheUnchangedTicksSinceTheOneBefore() {
        ledger.unchanged();
        ledger.unchanged();
        assertThat(ledger.unchangedSinceLastWhole()).isEqualTo(2);
        assertThat(ledger.unchangedSinceLastWhole()).isZero();
        ledger.unchanged();
        assertThat(ledger.unchangedSinceLastWhole()).isEqualTo(1);
    }

    @Test
    void unverifiedTicksStayAPartOfTheUnchangedOnes() {
        ledger.unchanged();
        ledger.unchanged();

        ledger.unverified(2);

        LedgerSnapshot now = ledger.snapshot();
        assertThat(now.unchanged()).isEqualTo(2);
        assertThat(now.unverified()).isEqualTo(2);
        assertThat(now.ticks()).isEqualTo(2);
        assertThat(now.missed()).isZero();
        assertThat(now.balances()).isTrue();
    }
}

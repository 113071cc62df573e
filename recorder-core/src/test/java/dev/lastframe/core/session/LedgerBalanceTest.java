package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.queue.DropReason;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.queue.FrameQueue.Settlement;
import dev.lastframe.core.testing.SyntheticFrames;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Capture, encoder and disk count at once, and whoever looks sees numbers that balance. */
@Timeout(60)
final class LedgerBalanceTest {

    private static final int CAPACITY = 4;
    private static final int TICKS = 30_000;

    private final SyntheticFrames frames = new SyntheticFrames();
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue = new FrameQueue(CAPACITY, ledger);

    // Written by the capture thread, read after it ended: what it did, counted without the ledger.
    private long offered;
    private long refused;
    private long others;

    @RepeatedTest(3)
    void everySnapshotBalancesAtEveryMoment() throws InterruptedException {
        ledger.countInFlightBy(queue::inFlight);
        Thread encoder = Thread.ofPlatform().start(this::encode);
        Thread capture = Thread.ofPlatform().start(this::capture);

        watchUntilEnded(capture);
        queue.close();
        watchUntilEnded(encoder);

        LedgerSnapshot last = ledger.snapshot();
        assertThat(last.balances()).isTrue();
        assertThat(last.inFlight()).isZero();
        assertThat(last.ticks()).isEqualTo(TICKS).isEqualTo(offered + refused + others);
        assertThat(last.captured()).isEqualTo(offered);
        assertThat(last.droppedQueueFull()).isEqualTo(refused);
        assertThat(frames.allReleased()).isTrue();
    }

    @RepeatedTest(3)
    void everySnapshotBalancesWhileAHungEncoderIsGivenUp() throws InterruptedException {
        ledger.countInFlightBy(queue::inFlight);
        Thread encoder = Thread.ofPlatform().start(this::encode);
        Thread capture = Thread.ofPlatform().start(this::capture);

        while (ledger.snapshot().ticks() < TICKS / 2) {
            assertBalance();
        }
        queue.abandon();
        watchUntilEnded(capture);
        watchUntilEnded(encoder);

        LedgerSnapshot last = ledger.snapshot();
        assertThat(last.balances()).isTrue();
        assertThat(last.inFlight()).isZero();
        assertThat(last.captured()).isEqualTo(offered);
    }

    private void watchUntilEnded(Thread thread) throws InterruptedException {
        long ticks = 0;
        while (thread.isAlive()) {
            LedgerSnapshot now = assertBalance();
            assertThat(now.ticks()).isGreaterThanOrEqualTo(ticks);
            ticks = now.ticks();
        }
        thread.join();
    }

    private LedgerSnapshot assertBalance() {
        LedgerSnapshot now = ledger.snapshot();
        if (!now.balances()) {
            throw new AssertionError("out of balance: " + now);
        }
        assertThat(now.inFlight()).isBetween(0L, CAPACITY + 2L);
        return now;
    }

    private void capture() {
        Random random = new Random(1);
        for (int i = 0; i < TICKS; i++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    ledger.unchanged();
                    others++;
                }
                case 1 -> {
                    ledger.late(1);
                    others++;
                }
                case 2 -> {
                    ledger.captureFailed();
                    others++;
                }
                case 3 -> {
                    queue.refuse(true);
                    refused++;
                }
                default -> offer();
            }
        }
    }

    private void offer() {
        if (queue.hasRoom()) {
            Frame frame = frames.next();
            if (queue.offer(frame)) {
                offered++;
                return;
            }
            frame.release();
        }
        queue.refuse(false);
        refused++;
    }

    /** Holds up to two frames at once, and sometimes loses what it had already handed on. */
    private void encode() {
        Random random = new Random(2);
        long sureOfFile = 0;
        try {
            for (Frame first = queue.take(); first != null; first = queue.take()) {
                queue.heldBy(random.nextBoolean() ? DropReason.DISK : DropReason.ENCODER);
                int held = 1;
                if (queue.fill() > 0 && queue.take() != null) {
                    held = 2;
                }
                for (; held > 0; held--) {
                    Settlement settlement =
                            random.nextInt(10) < 8
                                    ? Settlement.ENCODED
                                    : random.nextBoolean()
                                            ? Settlement.FAILED
                                            : Settlement.ABANDONED;
                    queue.settle(settlement);
                    sureOfFile += settlement == Settlement.ENCODED ? 1 : 0;
                }
                if (sureOfFile > 100) {
                    ledger.lostAfterEncoding(3);
                    sureOfFile = 0;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

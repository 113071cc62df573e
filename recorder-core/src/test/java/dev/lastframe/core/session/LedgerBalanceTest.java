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
@Timeout(300)
final class LedgerBalanceTest {

    private static final int CAPACITY = 4;
    private static final int LOOKS = 20_000;
    private static final int TICKS = 40_000;

    private final SyntheticFrames frames = new SyntheticFrames();
    private final Ledger ledger = new Ledger();
    private final FrameQueue queue = new FrameQueue(CAPACITY, ledger);

    private volatile boolean enough;

    // Written by the capture thread, read after it ended: what it did, counted without the ledger.
    private long offered;
    private long refused;
    private long others;

    @RepeatedTest(3)
    void everySnapshotBalancesAtEveryMoment() throws InterruptedException {
        ledger.countInFlightBy(queue::inFlight);
        Thread encoder = Thread.ofPlatform().daemon().start(this::encode);
        Thread capture = Thread.ofPlatform().daemon().start(this::capture);

        look(LOOKS, TICKS);
        enough = true;
        watchUntilEnded(capture);
        queue.close();
        watchUntilEnded(encoder);

        LedgerSnapshot last = ledger.snapshot();
        assertThat(last.balances()).isTrue();
        assertThat(last.inFlight()).isZero();
        assertThat(last.ticks()).isEqualTo(offered + refused + others);
        assertThat(last.captured()).isEqualTo(offered);
        assertThat(last.droppedQueueFull()).isEqualTo(refused);
        assertThat(frames.allReleased()).isTrue();
    }

    @RepeatedTest(3)
    void everySnapshotBalancesWhileAHungEncoderIsGivenUp() throws InterruptedException {
        ledger.countInFlightBy(queue::inFlight);
        Thread encoder = Thread.ofPlatform().daemon().start(this::encode);
        Thread capture = Thread.ofPlatform().daemon().start(this::capture);

        look(LOOKS / 2, TICKS / 2);
        queue.abandon();
        look(LOOKS / 2, TICKS);
        enough = true;
        watchUntilEnded(capture);
        watchUntilEnded(encoder);

        LedgerSnapshot last = ledger.snapshot();
        assertThat(last.balances()).isTrue();
        assertThat(last.inFlight()).isZero();
        assertThat(last.captured()).isEqualTo(offered);
    }

    /** Looks at least so often, and until there were so many ticks. */
    private void look(int times, int untilTicks) {
        long ticks = 0;
        for (int i = 0; i < times || ticks < untilTicks; i++) {
            LedgerSnapshot now = assertBalance();
            assertThat(now.ticks()).isGreaterThanOrEqualTo(ticks);
            ticks = now.ticks();
        }
    }

    private void watchUntilEnded(Thread thread) throws InterruptedException {
        while (thread.isAlive()) {
            assertBalance();
        }
        thread.join();
    }

    private LedgerSnapshot assertBalance() {
        LedgerSnapshot now = ledger.snapshot();
        if (!now.balances()) {
            enough = true;
            throw new AssertionError("out of balance: " + now);
        }
        assertThat(now.inFlight()).isBetween(0L, CAPACITY + 2L);
        return now;
    }

    private void capture() {
        Random random = new Random(1);
        while (!enough) {
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
                if (random.nextInt(4) == 0) {
                    work();
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
                if (sureOfFile > 20) {
                    ledger.lostAfterEncoding(3);
                    sureOfFile = 0;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** So long that frames are mostly in the encoder when somebody looks. */
    private static void work() {
        for (int i = 0; i < 500; i++) {
            Thread.onSpinWait();
        }
    }
}

package dev.lastframe.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.queue.FrameQueue.Settlement;
import dev.lastframe.core.testing.SyntheticFrames;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class FrameQueueTest {

    private static final int LIMIT_SECONDS = 120;

    private final SyntheticFrames frames = new SyntheticFrames();
    private final Counts counts = new Counts();
    private final FrameQueue queue = new FrameQueue(3, counts);

    @Test
    void aQueueWithoutRoomForAFrameIsRefused() {
        assertThatThrownBy(() -> new FrameQueue(0, counts))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void framesComeOutInTheOrderTheyWentIn() throws InterruptedException {
        List<Frame> given = List.of(frames.next(), frames.next(), frames.next());
        for (Frame frame : given) {
            assertThat(queue.offer(frame)).isTrue();
        }

        List<Frame> taken = List.of(queue.take(), queue.take(), queue.take());

        assertThat(taken).isEqualTo(given);
        assertThat(counts.captured).isEqualTo(3);
    }

    @Test
    void aFullQueueRefusesTheFrameAndLeavesItToTheCaller() {
        fill(3);
        Frame refused = frames.next();

        assertThat(queue.hasRoom()).isFalse();
        assertThat(queue.offer(refused)).isFalse();

        assertThat(refused.pixels().byteSize()).isPositive();
        assertThat(counts.captured).isEqualTo(3);
        assertThat(queue.fill()).isEqualTo(3);
    }

    @Test
    void aLimitLetsFewerFramesWaitThanTheCapacity() {
        queue.limit(2);
        fill(2);

        assertThat(queue.hasRoom()).isFalse();
        assertThat(queue.offer(frames.next())).isFalse();
        assertThat(queue.capacity()).isEqualTo(3);
    }

    @Test
    void aRefusedFrameIsCountedByWhatHoldsTheQueue() {
        assertThat(queue.refuse(false)).isEqualTo(DropReason.ENCODER);
        queue.heldBy(DropReason.DISK);
        assertThat(queue.refuse(false)).isEqualTo(DropReason.DISK);
        assertThat(queue.refuse(true)).isEqualTo(DropReason.MEMORY);
        queue.heldBy(DropReason.ENCODER);
        assertThat(queue.refuse(false)).isEqualTo(DropReason.ENCODER);

        assertThat(counts.refused)
                .containsExactly(
                        DropReason.ENCODER, DropReason.DISK, DropReason.MEMORY, DropReason.ENCODER);
    }

    @Test
    void aFrameIsInFlightUntilItIsSettled() throws InterruptedException {
        fill(2);

        queue.take();
        assertThat(queue.fill()).isEqualTo(1);
        assertThat(queue.inFlight()).isEqualTo(2);
        queue.settle(Settlement.ENCODED);

        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void aTakenFrameMakesRoomForTheNext() throws InterruptedException {
        fill(3);

        queue.take();

        assertThat(queue.hasRoom()).isTrue();
        assertThat(queue.offer(frames.next())).isTrue();
        assertThat(queue.inFlight()).isEqualTo(4);
    }

    @Test
    void eachSettlementIsCountedAsWhatItIsAndReleasesTheFrame() throws InterruptedException {
        fill(3);
        for (Settlement settlement : Settlement.values()) {
            queue.take();
            queue.settle(settlement);
        }

        assertThat(List.of(counts.encoded, counts.failed, counts.abandoned))
                .containsExactly(1, 1, 1);
        assertThat(queue.inFlight()).isZero();
        assertThat(frames.allReleased()).isTrue();
    }

    @Test
    void aNudgeEndsTheWaitForAFrameOnce() throws Exception {
        CompletableFuture<Boolean> waiting = awaitsFrame();
        queue.nudge();
        assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isFalse();
        queue.nudge();
        assertThat(queue.awaitFrame()).as("also one that came before").isFalse();

        waiting = awaitsFrame();
        fill(1);
        assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** What the nudge was for goes with that frame. */
    @Test
    void whoTakesAFrameIsNudgedNoMore() throws Exception {
        fill(1);
        queue.nudge();
        queue.take();
        CompletableFuture<Boolean> waiting = awaitsFrame();
        queue.close();

        assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.take()).isNull();
    }

    /** An encoder that waits already; completed with what its wait ended with. */
    private CompletableFuture<Boolean> awaitsFrame() {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Thread encoder =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try {
                                told.complete(queue.awaitFrame());
                            } catch (InterruptedException ended) {
                                told.completeExceptionally(ended);
                            }
                        });
        awaitWaiting(encoder);
        assertThat(told).isNotDone();
        return told;
    }

    @Test
    void whatWaitsInFrontOfAWholeFrameIsGivenUpWithItsTimes() throws InterruptedException {
        List<Frame> bands = List.of(frames.nextBand(), frames.nextBand());
        Frame whole = frames.next();
        List<Long> times = bands.stream().map(Frame::ptsMicros).toList();
        bands.forEach(queue::offer);
        queue.offer(whole);
        queue.take(); // by an encoder that broke

        assertThat(queue.giveUpUntilWhole()).isEqualTo(times);
        assertThat(queue.giveUpUntilWhole()).isEmpty();

        assertThat(counts.abandoned).isEqualTo(2);
        assertThat(queue.inFlight()).isEqualTo(1);
        assertThat(queue.take()).isSameAs(whole);
        queue.settle(Settlement.ENCODED);
        assertThat(frames.allReleased()).isTrue();
    }

    @Test
    void theFrameThatWasTakenFirstIsSettledFirst() throws InterruptedException {
        fill(2);
        Frame first = queue.take();
        Frame second = queue.take();

        queue.settle(Settlement.ENCODED);

        assertThatThrownBy(first::pixels).isInstanceOf(IllegalStateException.class);
        assertThat(second.pixels().byteSize()).isPositive();
        assertThat(queue.oldestCapturedNanos()).isEqualTo(second.capturedNanos());
    }

    @Test
    void theOldestFrameInFlightIsTheOneInTheEncoder() throws InterruptedException {
        assertThat(queue.oldestCapturedNanos()).isEqualTo(Long.MAX_VALUE);
        queue.offer(frames.capturedAt(1000));
        queue.offer(frames.capturedAt(2000));
        assertThat(queue.oldestCapturedNanos()).isEqualTo(1000);

        queue.take();
        assertThat(queue.oldestCapturedNanos()).isEqualTo(1000);
        queue.settle(Settlement.ENCODED);

        assertThat(queue.oldestCapturedNanos()).isEqualTo(2000);
    }

    @Test
    void theMostThatEverWaitedIsRemembered() throws InterruptedException {
        fill(2);
        queue.take();
        queue.take();
        fill(1);

        assertThat(queue.maxFill()).isEqualTo(2);
        assertThat(queue.capacity()).isEqualTo(3);
    }

    @Test
    void afterCloseOffersAreRefusedAndWhatWaitsIsTaken() throws InterruptedException {
        fill(2);

        queue.close();
        queue.close();

        assertThat(queue.hasRoom()).isFalse();
        assertThat(queue.offer(frames.next())).isFalse();
        assertThat(queue.take()).isNotNull();
        assertThat(queue.take()).isNotNull();
        assertThat(queue.take()).isNull();
        assertThat(queue.take()).isNull();
        assertThat(counts.captured).isEqualTo(2);
    }

    @Test
    void takeWaitsForAFrame() throws InterruptedException {
        List<Frame> taken = new ArrayList<>();
        Thread encoder = taker(taken);
        awaitWaiting(encoder);

        Frame frame = frames.next();
        queue.offer(frame);
        encoder.join();

        assertThat(taken).containsExactly(frame);
    }

    @Test
    void takeThatWaitsEndsWithTheQueue() throws InterruptedException {
        List<Frame> taken = new ArrayList<>();
        Thread encoder = taker(taken);
        awaitWaiting(encoder);

        queue.close();
        encoder.join();

        assertThat(taken).containsExactly((Frame) null);
    }

    @Test
    void abandonCountsExactlyWhatIsInFlight() throws InterruptedException {
        fill(3);
        Frame beingRead = queue.take();
        fill(1);

        assertThat(queue.abandon()).isEqualTo(4);

        assertThat(counts.abandoned).isEqualTo(4);
        assertThat(queue.inFlight()).isZero();
        assertThat(queue.take()).isNull();
        assertThat(queue.offer(frames.next())).isFalse();
        assertThat(beingRead.pixels().byteSize()).as("memory a hung encoder reads").isPositive();
    }

    @Test
    void anEncoderThatComesBackAfterAllCountsNothingAnyMore() throws InterruptedException {
        fill(2);
        queue.take();
        queue.abandon();

        queue.settle(Settlement.ENCODED);

        assertThat(counts.encoded).isZero();
        assertThat(counts.abandoned).isEqualTo(2);
        assertThat(queue.abandon()).isZero();
        assertThat(counts.abandoned).isEqualTo(2);
    }

    @Test
    void abandonWakesAnEncoderThatWaits() throws InterruptedException {
        List<Frame> taken = new ArrayList<>();
        Thread encoder = taker(taken);
        awaitWaiting(encoder);

        assertThat(queue.abandon()).isZero();
        encoder.join();

        assertThat(taken).containsExactly((Frame) null);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(queue.offer(frames.next())).isTrue();
        }
    }

    private Thread taker(List<Frame> taken) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        taken.add(queue.take());
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void awaitWaiting(Thread thread) {
        Waits.eventually(
                Duration.ofMinutes(2),
                "the encoder waits for a frame",
                () -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
    }

    private static final class Counts implements FrameAccount {

        final List<DropReason> refused = new ArrayList<>();
        int captured;
        int encoded;
        int failed;
        int abandoned;

        @Override
        public void captured() {
            assertThat(Thread.holdsLock(this)).isTrue();
            captured++;
        }

        @Override
        public void refused(DropReason reason) {
            assertThat(Thread.holdsLock(this)).isTrue();
            refused.add(reason);
        }

        @Override
        public void encoded() {
            assertThat(Thread.holdsLock(this)).isTrue();
            encoded++;
        }

        @Override
        public void encodeFailed() {
            assertThat(Thread.holdsLock(this)).isTrue();
            failed++;
        }

        @Override
        public void abandoned() {
            assertThat(Thread.holdsLock(this)).isTrue();
            abandoned++;
        }
    }

    @Test
    void anEncoderThatIsDismissedGetsNothingAndTheNextOneEverything() throws Exception {
        Frame first = frames.next();
        queue.offer(first);
        queue.dismiss();

        assertThat(queue.take()).isNull();
        assertThat(queue.fill()).isEqualTo(1);

        queue.admit();
        assertThat(queue.take()).isSameAs(first);
        queue.settle(Settlement.ENCODED);
    }

    @Test
    void anEncoderThatWaitsIsWokenWhenItIsDismissed() throws Exception {
        CompletableFuture<Boolean> ended =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return queue.take() == null;
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                });

        queue.dismiss();

        assertThat(ended.get(120, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFrameThatIsToBeLeftStaysForTheNext() throws Exception {
        Frame first = frames.next();
        queue.offer(first);

        assertThat(queue.takeUnless(frame -> frame == first)).isNull();
        assertThat(queue.inFlight()).isEqualTo(1);
        assertThat(queue.takeUnless(frame -> false)).isSameAs(first);
        queue.settle(Settlement.ENCODED);
    }
}

package dev.lastframe.core.session;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A capture stage in front of a painted screen, with all that it needs and what it told. */
final class StageUnderTest implements CaptureStage.Problems {

    final FakeClock clock = new FakeClock();
    final SyntheticGrabber screen = new SyntheticGrabber(clock, 640, 360);
    final Ledger ledger = new Ledger();
    final FrameQueue queue = new FrameQueue(100, ledger);
    final List<String> told = new ArrayList<>();
    private final CaptureStage stage;
    private boolean tellingFails;

    /**
     * @param ready sets the screen up, before the stage asks what it can do
     */
    StageUnderTest(Consumer<SyntheticGrabber> ready) {
        ready.accept(screen);
        ledger.countInFlightBy(queue::inFlight);
        stage =
                new CaptureStage(
                        screen,
                        new FramePool(screen.memory(), 16 << 20),
                        queue,
                        ledger,
                        new Misses(10, (from, until, reason, count) -> {}),
                        new Timeline(clock, (nanos, length) -> {}),
                        clock,
                        this);
    }

    CaptureStage stage() {
        return stage;
    }

    /** Whoever is told that it broke breaks as well, once. */
    void breaksWhenTold() {
        tellingFails = true;
    }

    /** The frames that wait, each settled before the next is taken. */
    void drain(Consumer<Frame> each) throws InterruptedException {
        while (queue.fill() > 0) {
            Frame frame = queue.take();
            if (frame != null) {
                each.accept(frame);
                queue.settle(FrameQueue.Settlement.ENCODED);
            }
        }
    }

    @Override
    public void captureFailed(long tMicros, String why) {
        told.add("failed");
    }

    @Override
    public void broken(Throwable fatal) {
        told.add("broken");
        if (tellingFails) {
            tellingFails = false;
            throw new IllegalStateException("of the test");
        }
    }

    @Override
    public void screenGone(String why) {
        told.add("gone");
    }

    @Override
    public void screenBack() {
        told.add("back");
    }

    @Override
    public void screenLost(String why) {
        told.add("lost");
    }

    @Override
    public void seen(Sight sight) {
        told.add(sight.name());
    }
}

package dev.lastframe.core.jmh;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.time.NanoClock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a tick does on a virtual screen of 1920x1080: look, and fetch the whole of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrabBenchmark {

    private static final long POOL_BYTES = 32L * 1024 * 1024;

    private VirtualScreen screen;
    private ScreenGrabber grabber;
    private FramePool pool;
    private FramePool.Slot slot;

    /** The server has an own process; the pool's memory is shared with it. */
    @Setup
    public void open() throws CaptureException {
        screen = VirtualScreen.start(1920, 1080);
        grabber =
                X11Grabber.open(
                        screen.display(), new CaptureTarget.Screen(1), true, NanoClock.system());
        pool = new FramePool(grabber.memory(), POOL_BYTES);
        slot = pool.tryAcquire(grabber.format());
    }

    @TearDown
    public void close() {
        slot.giveBack();
        pool.close();
        grabber.close();
        screen.close();
    }

    /** Nothing has changed: one round trip to the server. */
    @Benchmark
    public boolean look() throws CaptureException {
        return grabber.look();
    }

    /** The server writes every pixel into the slot. */
    @Benchmark
    public Grab grabWholeScreen() throws CaptureException {
        return grabber.grab(slot, true);
    }
}

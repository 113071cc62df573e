package dev.lastframe.core.encode;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it takes to make the encoder's format of a 1920x1080 picture, whole and a band of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConvertBenchmark {

    private static final FrameFormat FORMAT = FrameFormat.packed(1920, 1080);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pixels = arena.allocate(FORMAT.sizeBytes(), 64);
    private final List<Rect> whole = List.of(FORMAT.whole());
    private final List<Rect> band = List.of(new Rect(0, 512, 1920, 16));
    private final YuvPicture picture = new YuvPicture(1920, 1080);

    /** Pixels without any order. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        for (long at = 0; at < pixels.byteSize(); at += 4) {
            pixels.set(ValueLayout.JAVA_INT, at, random.nextInt());
        }
    }

    @TearDown
    public void close() {
        picture.close();
        arena.close();
    }

    /** Every row. */
    @Benchmark
    public ByteBuffer convertWholePicture() {
        picture.convert(pixels, FORMAT, whole);
        return picture.buffer();
    }

    /** Sixteen rows: a line of text that is being typed. */
    @Benchmark
    public ByteBuffer convertOneBand() {
        picture.convert(pixels, FORMAT, band);
        return picture.buffer();
    }
}

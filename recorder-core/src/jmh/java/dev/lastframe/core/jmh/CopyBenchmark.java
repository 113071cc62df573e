package dev.lastframe.core.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The measure of the others: one plain copy of a 1920x1080 picture's bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CopyBenchmark {

    private static final long BYTES = 1920L * 1080 * 4;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment from = arena.allocate(BYTES, 64).fill((byte) 1);
    private final MemorySegment to = arena.allocate(BYTES, 64).fill((byte) 2);

    @TearDown
    public void close() {
        arena.close();
    }

    /** Memory to memory, outside the heap. */
    @Benchmark
    public MemorySegment copy() {
        return to.copyFrom(from);
    }
}

package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.VirtualScreen;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it takes to fetch a change of some size from a virtual screen of 1920x1080: whole rows of
 * it, as a tick does, its rectangle alone, and four rectangles of a quarter of its height that lie
 * apart. Conversion is not in it: its time goes with the pixels.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FetchBenchmark {

    private static final FrameFormat FORMAT = FrameFormat.packed(1920, 1080);
    private static final int GET_IMAGE = 4;
    private static final int GET_IMAGE_WORDS = 8;
    private static final int Z_PIXMAP = 2;
    private static final int PIECES = 4;

    /** Width and height of what changed. */
    @Param({"16x16", "960x16", "960x540", "1920x1080"})
    private String changed;

    private VirtualScreen screen;
    private X11Connection connection;
    private XcbRequests requests;
    private ShmBlock block;
    private int opcode;
    private int segment;
    private int width;
    private int height;

    /** The server writes to memory that it has written to before. */
    @Setup
    public void open() throws CaptureException {
        String[] size = changed.split("x", 2);
        width = Integer.parseInt(size[0]);
        height = Integer.parseInt(size[1]);
        screen = VirtualScreen.start(FORMAT.width(), FORMAT.height());
        connection = X11Connection.open(screen.display());
        XErrors.enter();
        requests = XcbRequests.of(connection);
        block = ShmBlock.attach(connection, FORMAT.sizeBytes());
        opcode = connection.opcode("MIT-SHM");
        segment = block.segment(FORMAT);
        await(send(0, FORMAT.width(), FORMAT.height()));
    }

    @TearDown
    public void close() {
        block.close();
        XErrors.leave();
        connection.close();
        screen.close();
    }

    /** From the left edge to the right one. */
    @Benchmark
    public void rows() {
        await(send(0, FORMAT.width(), height));
    }

    /** Nothing else. */
    @Benchmark
    public void rectangle() {
        await(send(0, width, height));
    }

    /** Asked for together, answered together; apart from one another as the screen lets them be. */
    @Benchmark
    public void fourRectangles() {
        int part = Math.max(1, height / PIECES);
        int step = (FORMAT.height() - part) / (PIECES - 1);
        int first = send(0, width, part);
        int second = send(step, width, part);
        int third = send(2 * step, width, part);
        int last = send(3 * step, width, part);
        await(first);
        await(second);
        await(third);
        await(last);
    }

    private int send(int y, int columns, int rows) {
        int[] request = requests.begin(opcode, GET_IMAGE, GET_IMAGE_WORDS);
        request[1] = (int) connection.root();
        request[2] = XcbRequests.pair(0, y);
        request[3] = XcbRequests.pair(columns, rows);
        request[4] = -1;
        request[5] = Z_PIXMAP;
        request[6] = segment;
        request[7] = y * FORMAT.strideBytes();
        return requests.send();
    }

    private void await(int sequence) {
        long answer = requests.await(sequence);
        if (answer == 0) {
            throw new IllegalStateException("the server refused: " + requests.errorCode());
        }
        XcbRequests.free(answer);
    }
}

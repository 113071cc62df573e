package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.PixelMemory;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A shared-memory segment that the X server writes pictures into. Created, used and closed by the
 * capture thread; its pixels are read by any.
 */
final class ShmBlock implements PixelMemory {

    private static final int IPC_PRIVATE = 0;
    private static final int IPC_CREAT_OWNER_ONLY = 01600; // IPC_CREAT | 0600
    private static final int IPC_RMID = 0;

    /** Of Linux, since 5.14. */
    private static final int MADV_POPULATE_WRITE = 23;

    /** So much is provided at once: closing waits for no more. */
    private static final long PIECE_BYTES = 1024 * 1024;

    private static final int Z_PIXMAP = 2;
    private static final long ALL_PLANES = -1L;

    /** Offsets in XShmSegmentInfo and XImage on 64-bit systems (X11/extensions/XShm.h, Xlib.h). */
    private static final long SEGMENT_ID = 8;

    private static final long SEGMENT_ADDRESS = 16;
    private static final long SEGMENT_READ_ONLY = 24;
    private static final long IMAGE_BYTES = 136;
    private static final long IMAGE_WIDTH = 0;
    private static final long IMAGE_HEIGHT = 4;
    private static final long IMAGE_DATA = 16;
    private static final long IMAGE_BYTES_PER_LINE = 44;
    private static final long IMAGE_BITS_PER_PIXEL = 48;

    private final X11Connection connection;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment segmentInfo = arena.allocate(32, 8);
    private final long address;
    private final MemorySegment pixels;
    private final Object mapping = new Object();

    /** Its number at the server, which has attached it. */
    private int segment;

    /** The XImage by which the server is asked; null before the first picture. */
    private @Nullable MemorySegment image;

    /** What the image is of. */
    private @Nullable FrameFormat imageFormat;

    @GuardedBy("mapping")
    private boolean closed;

    private ShmBlock(X11Connection connection, int id, long address, long bytes) {
        this.connection = connection;
        this.address = address;
        this.pixels = Native.at(address, bytes);
        segmentInfo.set(JAVA_INT, SEGMENT_ID, id);
        segmentInfo.set(JAVA_LONG, SEGMENT_ADDRESS, address);
        segmentInfo.set(JAVA_INT, SEGMENT_READ_ONLY, 0);
    }

    /**
     * A new segment, attached by the server, or null when the server cannot attach it (a remote
     * display, a container of its own). The segment is marked for removal at once, so that a crash
     * leaves nothing behind.
     */
    static @Nullable ShmBlock attach(X11Connection connection, long bytes) {
        XErrors.enter();
        try {
            return attachNow(connection, bytes);
        } finally {
            XErrors.leave();
        }
    }

    private static @Nullable ShmBlock attachNow(X11Connection connection, long bytes) {
        int id = SharedMemory.shmget(IPC_PRIVATE, bytes, IPC_CREAT_OWNER_ONLY);
        if (id < 0) {
            return null;
        }
        long address = SharedMemory.shmat(id, 0, 0);
        if (address == -1) {
            SharedMemory.shmctl(id, IPC_RMID, 0);
            return null;
        }
        ShmBlock block = new ShmBlock(connection, id, address, bytes);
        connection.sync();
        int attached = Xext.xShmAttach(connection.display(), block.segmentInfo.address());
        int error = connection.sync();
        SharedMemory.shmctl(id, IPC_RMID, 0);
        if (attached == 0 || error != 0) {
            SharedMemory.shmdt(address);
            block.arena.close();
            return null;
        }
        block.segment = (int) block.segmentInfo.get(JAVA_LONG, 0);
        return block;
    }

    @Override
    public MemorySegment segment() {
        return pixels;
    }

    /** An older system refuses, and provides each page at its first use. */
    @Override
    public void provide() {
        for (long at = 0; at < pixels.byteSize(); at += PIECE_BYTES) {
            synchronized (mapping) {
                long bytes = Math.min(PIECE_BYTES, pixels.byteSize() - at);
                if (closed || SharedMemory.madvise(address + at, bytes, MADV_POPULATE_WRITE) != 0) {
                    return;
                }
            }
        }
    }

    /**
     * Lets the server write rows of the desktop to their place in the picture.
     *
     * @param canvas where the pixels are
     * @param area the picture's place on the desktop
     * @param rows whole rows of it, in its coordinates
     * @return whether the server did
     */
    boolean fetch(FrameFormat format, Canvas canvas, Rect area, Rect rows) {
        MemorySegment structure = imageFor(format);
        structure.set(JAVA_INT, IMAGE_HEIGHT, rows.height());
        structure.set(JAVA_LONG, IMAGE_DATA, address + (long) rows.y() * format.strideBytes());
        int done =
                Xext.xShmGetImage(
                        connection.display(),
                        canvas.drawable(),
                        structure.address(),
                        area.x() - canvas.x(),
                        area.y() - canvas.y() + rows.y(),
                        ALL_PLANES);
        return done != 0;
    }

    /** The segment's number at the server, for a request of one's own. */
    int segment(FrameFormat format) {
        imageFor(format);
        return segment;
    }

    private MemorySegment imageFor(FrameFormat format) {
        MemorySegment structure = image;
        if (structure == null || !format.equals(imageFormat)) {
            freeImage();
            structure = createImage(format);
            image = structure;
            requireSame(structure, format);
            imageFormat = format;
        }
        return structure;
    }

    private static void requireSame(MemorySegment structure, FrameFormat format) {
        if (structure.get(JAVA_INT, IMAGE_WIDTH) != format.width()
                || structure.get(JAVA_INT, IMAGE_BYTES_PER_LINE) != format.strideBytes()
                || structure.get(JAVA_INT, IMAGE_BITS_PER_PIXEL)
                        != 8 * FrameFormat.BYTES_PER_PIXEL) {
            throw new IllegalStateException("the server's pictures are not 32 bits a pixel");
        }
    }

    private MemorySegment createImage(FrameFormat format) {
        long display = connection.display();
        int screen = Xlib.xDefaultScreen(display);
        long made =
                Xext.xShmCreateImage(
                        display,
                        Xlib.xDefaultVisual(display, screen),
                        Xlib.xDefaultDepth(display, screen),
                        Z_PIXMAP,
                        address,
                        segmentInfo.address(),
                        format.width(),
                        format.height());
        if (made == 0) {
            throw new OutOfMemoryError("XShmCreateImage");
        }
        return Native.at(made, IMAGE_BYTES);
    }

    private void freeImage() {
        MemorySegment structure = image;
        if (structure != null) {
            // XDestroyImage would free the pixels with the heap's free(); they are not the heap's.
            structure.set(JAVA_LONG, IMAGE_DATA, 0L);
            Xlib.xFree(structure.address());
            image = null;
            imageFormat = null;
        }
    }

    @Override
    public void close() {
        freeImage();
        XErrors.enter();
        try {
            Xext.xShmDetach(connection.display(), segmentInfo.address());
            connection.sync();
        } finally {
            XErrors.leave();
        }
        synchronized (mapping) {
            closed = true;
            SharedMemory.shmdt(address);
        }
        arena.close();
    }

    /** Copies rows of a picture that came over the connection; the road without shared memory. */
    static boolean copy(
            X11Connection connection,
            FrameFormat format,
            Canvas canvas,
            Rect area,
            Rect rows,
            MemorySegment target) {
        long fetched =
                Xlib.xGetImage(
                        connection.display(),
                        canvas.drawable(),
                        area.x() - canvas.x(),
                        area.y() - canvas.y() + rows.y(),
                        rows.width(),
                        rows.height(),
                        ALL_PLANES,
                        Z_PIXMAP);
        if (fetched == 0) {
            return false;
        }
        MemorySegment structure = Native.at(fetched, IMAGE_BYTES);
        int stride = structure.get(JAVA_INT, IMAGE_BYTES_PER_LINE);
        MemorySegment data =
                Native.at(structure.get(JAVA_LONG, IMAGE_DATA), (long) stride * rows.height());
        long rowBytes = (long) FrameFormat.BYTES_PER_PIXEL * rows.width();
        for (int row = 0; row < rows.height(); row++) {
            MemorySegment.copy(
                    data,
                    JAVA_BYTE,
                    (long) row * stride,
                    target,
                    JAVA_BYTE,
                    (long) (rows.y() + row) * format.strideBytes(),
                    rowBytes);
        }
        Xlib.xDestroyImage(fetched);
        return true;
    }
}

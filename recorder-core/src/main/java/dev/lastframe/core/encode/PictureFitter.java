package dev.lastframe.core.encode;

import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Scales pictures of another size into the video's, with their proportions, centred on black. Used
 * when the recorded screen changes its size, and when it is larger than the encoder can take. Used
 * by the encoder thread alone; closed by it.
 */
final class PictureFitter implements AutoCloseable {

    private static final byte BLACK = 16;
    private static final byte COLOURLESS = (byte) 128;

    private final FrameFormat source;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment whole;
    private final Rect place;
    private final SwsContext context;

    /** The video's picture before the one that is compared with it; null until one is. */
    private @Nullable MemorySegment before;

    /**
     * @param source the pictures' shape
     * @param width the video's, even
     * @param height the video's, even
     */
    PictureFitter(FrameFormat source, int width, int height) {
        this.source = source;
        this.whole = arena.allocate(source.sizeBytes(), 64);
        this.place = fit(source.width(), source.height(), width, height);
        SwsContext made =
                swscale.sws_getContext(
                        source.width(),
                        source.height(),
                        avutil.AV_PIX_FMT_BGR0,
                        place.width(),
                        place.height(),
                        avutil.AV_PIX_FMT_YUV420P,
                        swscale.SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        if (made == null) {
            arena.close();
            throw new OutOfMemoryError("sws_getContext");
        }
        context = made;
        IntPointer bt709 = swscale.sws_getCoefficients(swscale.SWS_CS_ITU709);
        swscale.sws_setColorspaceDetails(context, bt709, 1, bt709, 0, 0, 1 << 16, 1 << 16);
    }

    boolean fits(FrameFormat format) {
        return source.equals(format);
    }

    /**
     * The largest even rectangle of the source's proportions in the middle of the video's picture.
     */
    static Rect fit(int sourceWidth, int sourceHeight, int width, int height) {
        double scale = Math.min((double) width / sourceWidth, (double) height / sourceHeight);
        int w = Math.clamp(2 * Math.round(sourceWidth * scale / 2), 2, width);
        int h = Math.clamp(2 * Math.round(sourceHeight * scale / 2), 2, height);
        return new Rect((width - w) / 2 & ~1, (height - h) / 2 & ~1, w, h);
    }

    /** Takes over the frame's rectangles and draws the whole picture. */
    void draw(Frame frame, YuvPicture target) {
        for (Rect r : frame.valid()) {
            long start = (long) r.y() * source.strideBytes();
            MemorySegment.copy(
                    frame.pixels(), start, whole, start, (long) r.height() * source.strideBytes());
        }
        int width = target.width();
        int height = target.height();
        long plane = (long) width * height;
        MemorySegment planes = target.planes();
        planes.asSlice(0, plane).fill(BLACK);
        planes.asSlice(plane).fill(COLOURLESS);
        ByteBuffer out = target.buffer();
        try (BytePointer in = new BytePointer(whole.asByteBuffer());
                BytePointer base = new BytePointer(out)) {
            long luma = (long) place.y() * width + place.x();
            long chroma = (long) place.y() / 2 * (width / 2) + place.x() / 2;
            try (PointerPointer<Pointer> from = new PointerPointer<>(4);
                    PointerPointer<Pointer> to = new PointerPointer<>(4);
                    IntPointer fromStrides = new IntPointer(source.strideBytes(), 0, 0, 0);
                    IntPointer toStrides = new IntPointer(width, width / 2, width / 2, 0);
                    BytePointer y = base.getPointer(luma);
                    BytePointer u = base.getPointer(plane + chroma);
                    BytePointer v = base.getPointer(plane + plane / 4 + chroma)) {
                from.put(0, in);
                to.put(0, y).put(1, u).put(2, v);
                swscale.sws_scale(context, from, fromStrides, 0, source.height(), to, toStrides);
            }
        }
    }

    /** The same, and says whether the video's picture changed by it. */
    boolean compare(Frame frame, YuvPicture target) {
        MemorySegment kept = before;
        if (kept == null) {
            kept = arena.allocate(target.planes().byteSize(), 64);
            before = kept;
        }
        kept.copyFrom(target.planes());
        draw(frame, target);
        return kept.mismatch(target.planes()) >= 0;
    }

    @Override
    public void close() {
        swscale.sws_freeContext(context);
        arena.close();
    }
}

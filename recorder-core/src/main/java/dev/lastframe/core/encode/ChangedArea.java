package dev.lastframe.core.encode;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Tells libx264 which rectangles of a picture differ from the one before, so that it need not look
 * at the others: FFmpeg's {@code AVVideoHint}, as side data of the picture that is encoded again
 * and again. Used by the encoder thread alone; the memory is the picture's.
 */
final class ChangedArea {

    /** Of {@code AVVideoHint}: how many, where, how large each, what they say. */
    private static final long COUNT = 0;

    private static final long PLACE = 8;
    private static final long SIZE = 16;
    private static final long KIND = 24;
    private static final long HEADER_BYTES = 32;

    /** Four unsigned ints: x, y, width, height. */
    private static final int RECTANGLE_INTS = 4;

    private static final long RECTANGLE_BYTES = 16;

    private static final int AV_VIDEO_HINT_TYPE_CHANGED = 1;
    private static final int MOST = 64;

    private final MemorySegment hint;
    private final Rect whole;

    /** Copied into the hint at once: each access to foreign memory is much to compile. */
    private final int[] rectangles = new int[MOST * RECTANGLE_INTS];

    private ChangedArea(MemorySegment hint, Rect whole) {
        this.hint = hint;
        this.whole = whole;
    }

    /** Null where FFmpeg has no memory for it. */
    static @Nullable ChangedArea of(AVFrame picture, int width, int height) {
        long bytes = HEADER_BYTES + MOST * RECTANGLE_BYTES;
        AVFrameSideData data =
                avutil.av_frame_new_side_data(picture, avutil.AV_FRAME_DATA_VIDEO_HINT, bytes);
        if (data == null || data.isNull()) {
            return null;
        }
        MemorySegment hint = MemorySegment.ofAddress(data.data().address()).reinterpret(bytes);
        hint.set(JAVA_LONG, PLACE, HEADER_BYTES);
        hint.set(JAVA_LONG, SIZE, RECTANGLE_BYTES);
        hint.set(JAVA_INT, KIND, AV_VIDEO_HINT_TYPE_CHANGED);
        return new ChangedArea(hint, new Rect(0, 0, width, height));
    }

    /** Rectangles of the picture that is encoded next; more than {@value #MOST} are the whole. */
    void tell(List<Rect> changed) {
        List<Rect> told = changed.size() <= MOST ? changed : List.of(whole);
        int at = 0;
        for (Rect rectangle : told) {
            rectangles[at++] = rectangle.x();
            rectangles[at++] = rectangle.y();
            rectangles[at++] = rectangle.width();
            rectangles[at++] = rectangle.height();
        }
        MemorySegment.copy(rectangles, 0, hint, JAVA_INT, HEADER_BYTES, at);
        hint.set(JAVA_LONG, COUNT, told.size());
    }
}

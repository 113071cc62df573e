package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;

/**
 * What a buffer says of its pixels beside its format.
 *
 * @param described whether it says how its rows lie; otherwise that is what its size suggests
 * @param firstByte of the picture
 * @param strideBytes from one row to the next
 * @param shown the part of the picture that is to be seen
 */
record BufferMeta(boolean described, long firstByte, int strideBytes, Rect shown) {

    /** In {@code GstVideoMeta} and {@code GstVideoCropMeta}, in bytes. */
    private static final long FIRST_OFFSET = 48;

    private static final long FIRST_STRIDE = 80;
    private static final long CROP = 16;

    /**
     * Reads it.
     *
     * @param bytes of the pixels
     */
    static BufferMeta of(Buffer buffer, int width, int height, long bytes) {
        Pointer pointer = Natives.getRawPointer(buffer);
        long first = 0;
        int stride = stride(bytes, width, height);
        Pointer video = Apis.meta(pointer, Apis.VIDEO);
        if (video != null) {
            first = video.getLong(FIRST_OFFSET);
            stride = video.getInt(FIRST_STRIDE);
        }
        Rect shown = new Rect(0, 0, width, height);
        Pointer crop = Apis.meta(pointer, Apis.CROP);
        if (crop != null) {
            shown =
                    within(
                            shown,
                            crop.getInt(CROP),
                            crop.getInt(CROP + 4),
                            crop.getInt(CROP + 8),
                            crop.getInt(CROP + 12));
        }
        return new BufferMeta(video != null, first, stride, shown);
    }

    /** Rows of one length that fill the memory; packed ones where there are no such. */
    static int stride(long bytes, int width, int height) {
        int packed = FrameFormat.BYTES_PER_PIXEL * width;
        boolean filled = bytes % height == 0 && bytes / height % FrameFormat.BYTES_PER_PIXEL == 0;
        return filled ? Math.clamp(bytes / height, packed, Integer.MAX_VALUE) : packed;
    }

    /** The part of the crop that lies in the whole; without any, the whole. */
    static Rect within(Rect whole, int x, int y, int width, int height) {
        int left = Math.clamp(x, 0, whole.width());
        int top = Math.clamp(y, 0, whole.height());
        int right = Math.clamp((long) x + width, left, whole.width());
        int bottom = Math.clamp((long) y + height, top, whole.height());
        return right == left || bottom == top
                ? whole
                : new Rect(left, top, right - left, bottom - top);
    }

    /** What the bindings lack. Loaded with the first picture. */
    private static final class Apis {

        static final long VIDEO = type("gst_video_meta_api_get_type");
        static final long CROP = type("gst_video_crop_meta_api_get_type");
        private static final Function GET_META =
                NativeLibrary.getInstance("gstreamer-1.0").getFunction("gst_buffer_get_meta");

        private static long type(String function) {
            return NativeLibrary.getInstance("gstvideo-1.0")
                    .getFunction(function)
                    .invokeLong(new Object[0]);
        }

        static @Nullable Pointer meta(Pointer buffer, long type) {
            return GET_META.invokePointer(new Object[] {buffer, type});
        }
    }
}

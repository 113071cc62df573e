package dev.lastframe.core.capture.wayland;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.lastframe.core.frame.Rect;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.glib.Natives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * GStreamer's own buffers, described as newer readers of PipeWire do; that of 0.3 describes none.
 */
@Tag("wayland")
final class BufferMetaIT {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int STRIDE = 2816;
    private static final int OFFSET = 64;
    private static final int BGRX = 8;

    @BeforeAll
    static void start() {
        Gst.init("buffer-meta");
    }

    @Test
    void whatIsDescribedIsReadFromTheDescription() {
        try (Buffer buffer = new Buffer(STRIDE * HEIGHT + OFFSET)) {
            assertThat(BufferMeta.of(buffer, WIDTH, HEIGHT, STRIDE * HEIGHT))
                    .isEqualTo(new BufferMeta(false, 0, STRIDE, new Rect(0, 0, WIDTH, HEIGHT)));
            NativeLibrary video = NativeLibrary.getInstance("gstvideo-1.0");
            video.getFunction("gst_buffer_add_video_meta_full")
                    .invokePointer(
                            new Object[] {
                                Natives.getRawPointer(buffer),
                                0,
                                BGRX,
                                WIDTH,
                                HEIGHT,
                                1,
                                new long[] {OFFSET, 0, 0, 0},
                                new int[] {STRIDE, 0, 0, 0}
                            });
            assertThat(BufferMeta.of(buffer, WIDTH, HEIGHT, STRIDE * HEIGHT))
                    .isEqualTo(new BufferMeta(true, OFFSET, STRIDE, new Rect(0, 0, WIDTH, HEIGHT)));

            Pointer crop =
                    NativeLibrary.getInstance("gstreamer-1.0")
                            .getFunction("gst_buffer_add_meta")
                            .invokePointer(
                                    new Object[] {
                                        Natives.getRawPointer(buffer),
                                        video.getFunction("gst_video_crop_meta_get_info")
                                                .invokePointer(new Object[0]),
                                        null
                                    });
            crop.write(16, new int[] {20, 10, 300, 200}, 0, 4);
            assertThat(BufferMeta.of(buffer, WIDTH, HEIGHT, STRIDE * HEIGHT))
                    .isEqualTo(new BufferMeta(true, OFFSET, STRIDE, new Rect(20, 10, 300, 200)));
        }
    }
}

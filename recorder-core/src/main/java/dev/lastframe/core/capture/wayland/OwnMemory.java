package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.freedesktop.gstreamer.Buffer;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.glib.Natives;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a picture's memory stays as long as the picture. What PipeWire gives as a file
 * does, as GStreamer has its own handle of that. What it gives as an address is gone with the
 * stream, at once, and whoever reads it then is ended by the system: of such a stream PipeWire's
 * reader has to copy each picture, which it does while nothing can be taken away. Used by
 * GStreamer's thread alone.
 */
final class OwnMemory {

    private static final Logger LOG = LoggerFactory.getLogger(OwnMemory.class);
    private static final String COPIES = "always-copy";

    private final Element reader;
    private boolean copies;

    /**
     * @param reader PipeWire's
     */
    OwnMemory(Element reader) {
        this.reader = reader;
    }

    /**
     * The same picture in memory that stays.
     *
     * @param sample owned by this from now on
     * @return owned by the caller
     */
    Sample of(Sample sample) {
        if (copies) {
            return sample;
        }
        try (Buffer buffer = sample.getBuffer()) {
            if (Apis.stays(Natives.getRawPointer(buffer))) {
                return sample;
            }
            try (sample) {
                copies = askForCopies();
                return Apis.copy(sample, buffer);
            }
        }
    }

    private boolean askForCopies() {
        try {
            reader.set(COPIES, true);
            LOG.info("the stream's memory goes with it: each of its pictures is copied");
            return true;
        } catch (IllegalArgumentException unknown) {
            LOG.warn("PipeWire's reader does not copy: each picture is copied when it comes");
            return false;
        }
    }

    /** GStreamer's functions for it, which its Java library does not have. */
    private static final class Apis {

        private static final String FILE = "fd";
        private static final String SHARED_FILE = "dmabuf";
        private static final NativeLibrary GSTREAMER = NativeLibrary.getInstance("gstreamer-1.0");
        private static final Function PEEK = GSTREAMER.getFunction("gst_buffer_peek_memory");
        private static final Function COUNT = GSTREAMER.getFunction("gst_buffer_n_memory");
        private static final Function IS = GSTREAMER.getFunction("gst_memory_is_type");
        private static final Function COPY = GSTREAMER.getFunction("gst_buffer_copy_deep");
        private static final Function UNREF = GSTREAMER.getFunction("gst_mini_object_unref");
        private static final Function CAPS = GSTREAMER.getFunction("gst_sample_get_caps");
        private static final Function SEGMENT = GSTREAMER.getFunction("gst_sample_get_segment");
        private static final Function NEW = GSTREAMER.getFunction("gst_sample_new");

        private Apis() {}

        /** Whether all of its memory is files. */
        static boolean stays(Pointer buffer) {
            int count = COUNT.invokeInt(new Object[] {buffer});
            for (int i = 0; i < count; i++) {
                Pointer memory = PEEK.invokePointer(new Object[] {buffer, i});
                if (!is(memory, FILE) && !is(memory, SHARED_FILE)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean is(Pointer memory, String type) {
            return IS.invokeInt(new Object[] {memory, type}) != 0;
        }

        /** With memory of its own. */
        static Sample copy(Sample sample, Buffer buffer) {
            Pointer from = Natives.getRawPointer(sample);
            Pointer pixels = COPY.invokePointer(new Object[] {Natives.getRawPointer(buffer)});
            Pointer copy =
                    NEW.invokePointer(
                            new Object[] {
                                pixels,
                                CAPS.invokePointer(new Object[] {from}),
                                SEGMENT.invokePointer(new Object[] {from}),
                                null
                            });
            // the sample has its own reference
            UNREF.invokeVoid(new Object[] {pixels});
            return Natives.callerOwnsReturn(copy, Sample.class);
        }
    }
}

package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.glib.Natives;

/**
 * PipeWire's reader among GStreamer's parts, and what its Java library lacks to speak to it. It
 * keeps the one source that it was given. Callable from any thread.
 */
final class PipeWireReader {

    /** GStreamer's {@code GST_TASK_STARTED}. */
    private static final int STARTED = 0;

    /** GStreamer's {@code GST_EVENT_TAG}. */
    private static final int TAGS = 80 << 8 | 0x1e;

    private static final String ORIENTATION = "image-orientation";

    private final Element element;
    private final Pad source;

    /**
     * @param element PipeWire's
     */
    PipeWireReader(Element element) {
        this.element = element;
        this.source = element.getStaticPad("src");
    }

    /**
     * Whether it fetches pictures: it stops without a word when its source rests or is gone. Does
     * not block.
     */
    boolean runs() {
        return Apis.TASK.invokeInt(new Object[] {Natives.getRawPointer(source)}) == STARTED;
    }

    /**
     * Agrees with its source anew on what pictures look like, before the next one. Does not block;
     * where that fails it says so as any fault.
     */
    void agreeAnew() {
        Apis.RECONFIGURE.invokeVoid(new Object[] {Natives.getRawPointer(source)});
    }

    /** Goes on after it has stopped; stops again where its source still rests. Blocks shortly. */
    void goOn() {
        element.pause();
        element.play();
    }

    /**
     * How its pictures have to be turned, as it said before the newest. Called by GStreamer's
     * thread at a picture.
     */
    Turn turn() {
        Pointer pad = Natives.getRawPointer(source);
        // each program's tags are an event of their own
        for (int i = 0; ; i++) {
            Pointer event = Apis.STICKY.invokePointer(new Object[] {pad, TAGS, i});
            if (event == null) {
                return Turn.NONE;
            }
            try {
                PointerByReference tags = new PointerByReference();
                Apis.PARSE_TAG.invokeVoid(new Object[] {event, tags});
                PointerByReference value = new PointerByReference();
                if (Apis.TAG.invokeInt(new Object[] {tags.getValue(), ORIENTATION, 0, value})
                        != 0) {
                    return Turn.of(value.getValue().getString(0));
                }
            } finally {
                Apis.UNREF.invokeVoid(new Object[] {event});
            }
        }
    }

    private static final class Apis {

        private static final NativeLibrary GSTREAMER = NativeLibrary.getInstance("gstreamer-1.0");
        static final Function TASK = GSTREAMER.getFunction("gst_pad_get_task_state");
        static final Function STICKY = GSTREAMER.getFunction("gst_pad_get_sticky_event");
        static final Function PARSE_TAG = GSTREAMER.getFunction("gst_event_parse_tag");
        static final Function TAG = GSTREAMER.getFunction("gst_tag_list_peek_string_index");
        static final Function UNREF = GSTREAMER.getFunction("gst_mini_object_unref");
        static final Function RECONFIGURE = GSTREAMER.getFunction("gst_pad_mark_reconfigure");

        private Apis() {}
    }
}

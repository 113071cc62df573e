package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
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

    private static final class Apis {

        private static final NativeLibrary GSTREAMER = NativeLibrary.getInstance("gstreamer-1.0");
        static final Function TASK = GSTREAMER.getFunction("gst_pad_get_task_state");
        static final Function RECONFIGURE = GSTREAMER.getFunction("gst_pad_mark_reconfigure");

        private Apis() {}
    }
}

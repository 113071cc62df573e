package dev.lastframe.core.capture.x11;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;

/**
 * What of a display is recorded. Used by the capture thread alone, with our handler of X errors in
 * place.
 */
interface Subject {

    /**
     * Takes note of an event.
     *
     * @return whether {@link #locate} may find something else than before
     */
    boolean onEvent(MemorySegment event);

    /**
     * Looks where it is now; a few round trips.
     *
     * @throws CaptureException when it is not there
     */
    void locate() throws CaptureException;

    /** Its place on the desktop, of an even size, when it was last located. */
    Rect area();

    /** Where its pixels are. */
    Canvas canvas();

    /** The window that is drawn to, and where on the desktop its drawing begins. */
    Canvas drawn();

    /** How a person sees it. */
    Sight sight();
}

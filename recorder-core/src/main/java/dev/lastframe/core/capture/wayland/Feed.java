package dev.lastframe.core.capture.wayland;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the desktop's pictures, and the desktop's permission for it. Callable from any
 * thread; does not block unless it says so.
 *
 * @param limits what cannot be had of it, as sentences
 */
record Feed(PipeWireStream stream, PortalConnection portal, List<String> limits)
        implements AutoCloseable {

    Feed {
        limits = List.copyOf(limits);
    }

    /** Why there are no pictures, see {@link PipeWireStream#away}; null while they may come. */
    @Nullable String away() {
        String why = portal.ended().getNow(null);
        return why != null ? why : stream.away();
    }

    /** Whether the desktop took its permission back, or ended. */
    boolean isTakenBack() {
        return portal.ended().isDone();
    }

    /** Ends both. Blocks. */
    @Override
    public void close() {
        try (portal) {
            stream.close();
        }
    }
}

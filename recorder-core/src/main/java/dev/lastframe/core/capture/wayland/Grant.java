package dev.lastframe.core.capture.wayland;

import java.util.List;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * What the portal answered to the last question.
 *
 * @param node the stream's number in PipeWire
 * @param token with which the same is granted without a dialog next time, once; null where there is
 *     none
 */
record Grant(int node, @Nullable String token) {

    /** Reads the answer; empty where it names no stream. */
    static Optional<Grant> of(Request.Response response) {
        Variant<?> streams = response.results().get("streams");
        if (streams == null || !(streams.getValue() instanceof List<?> list) || list.isEmpty()) {
            return Optional.empty();
        }
        if (!(list.getFirst() instanceof Object[] stream)
                || stream.length == 0
                || !(stream[0] instanceof UInt32 node)) {
            return Optional.empty();
        }
        Variant<?> token = response.results().get("restore_token");
        String text = token != null && token.getValue() instanceof String s ? s : null;
        return Optional.of(
                new Grant(node.intValue(), text == null || text.isEmpty() ? null : text));
    }
}

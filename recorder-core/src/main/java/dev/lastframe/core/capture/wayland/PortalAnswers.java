package dev.lastframe.core.capture.wayland;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.types.Variant;

/**
 * The portal's answers on one connection, each by the path of its request. Listened to before
 * anything is asked; they come on threads of the library.
 */
final class PortalAnswers {

    private final ConcurrentMap<String, CompletableFuture<Request.Response>> answers =
            new ConcurrentHashMap<>();

    private PortalAnswers() {}

    /**
     * Listens until the connection ends.
     *
     * @param portal who answers, by its own name on the bus
     */
    static PortalAnswers listen(DBusConnection bus, String portal) throws DBusException {
        PortalAnswers heard = new PortalAnswers();
        var _ =
                bus.addSigHandler(
                        Request.Response.class,
                        portal,
                        response -> heard.to(response.getPath()).complete(response));
        return heard;
    }

    /** The answer to the request with this path; it may have come already. */
    CompletableFuture<Request.Response> to(String request) {
        return answers.computeIfAbsent(request, path -> new CompletableFuture<>());
    }

    /** What every question says: a name for its request that nobody else has. */
    static Map<String, Variant<?>> options() {
        Map<String, Variant<?>> options = new HashMap<>();
        options.put("handle_token", new Variant<>(freshToken()));
        return options;
    }

    static String freshToken() {
        return "lastframe" + UUID.randomUUID().toString().replace("-", "");
    }
}

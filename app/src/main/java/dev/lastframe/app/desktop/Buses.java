package dev.lastframe.app.desktop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where programs of a Linux desktop meet, and which of the computer's sessions this one is.
 *
 * @param session the address of the session's bus
 * @param system the address of the computer's bus
 * @param number of the session, as the computer's login service has it; empty where nobody said
 */
public record Buses(Optional<String> session, Optional<String> system, Optional<String> number) {

    private static final Path SYSTEM = Path.of("/run/dbus/system_bus_socket");

    /** Of a system that has no such buses. */
    public static final Buses NONE =
            new Buses(Optional.empty(), Optional.empty(), Optional.empty());

    /** As the environment names them; looks whether the usual sockets exist. */
    public static Buses of(Map<String, String> environment) {
        return new Buses(
                named(environment, "DBUS_SESSION_BUS_ADDRESS")
                        .or(() ->
                                named(environment, "XDG_RUNTIME_DIR")
                                        .flatMap(folder -> socket(Path.of(folder, "bus")))),
                named(environment, "DBUS_SYSTEM_BUS_ADDRESS").or(() -> socket(SYSTEM)),
                named(environment, "XDG_SESSION_ID"));
    }

    private static Optional<String> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<String> socket(Path path) {
        return Files.exists(path) ? Optional.of("unix:path=" + path) : Optional.empty();
    }
}

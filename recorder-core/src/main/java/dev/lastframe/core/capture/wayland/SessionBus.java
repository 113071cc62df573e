package dev.lastframe.core.capture.wayland;

import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;

/** Connections of their own to the session's bus: what was granted on one ends with it. */
final class SessionBus {

    /** The library would try twice a second for ten seconds; a bus that is not there stays away. */
    private static final int ONE_ATTEMPT_MILLIS = 500;

    private SessionBus() {}

    /**
     * Connects, or fails at once; blocks.
     *
     * @param address as in {@code DBUS_SESSION_BUS_ADDRESS}; what is none fails with a runtime
     *     exception of the library's
     */
    static DBusConnection connect(String address) throws DBusException {
        return DBusConnectionBuilder.forAddress(address)
                .withShared(false)
                .transportConfig()
                .withTimeout(ONE_ATTEMPT_MILLIS)
                .back()
                .build();
    }
}

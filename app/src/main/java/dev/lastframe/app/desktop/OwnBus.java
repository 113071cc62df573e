package dev.lastframe.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusMatchRule;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a bus that nothing else in this process uses. Blocks; callable from any thread.
 */
final class OwnBus {

    private static final Logger LOG = LoggerFactory.getLogger(OwnBus.class);

    /** The library tries again for so long; a bus that is there takes the first attempt. */
    private static final int ONE_ATTEMPT_MILLIS = 500;

    private OwnBus() {}

    /**
     * Connects.
     *
     * @throws IOException where no bus answers at this address
     */
    static DBusConnection open(String address) throws IOException {
        try {
            return DBusConnectionBuilder.forAddress(address)
                    .withShared(false)
                    .transportConfig()
                    .withTimeout(ONE_ATTEMPT_MILLIS)
                    .back()
                    .build();
        } catch (DBusException | RuntimeException | LinkageError none) {
            throw new IOException("no bus answers at " + address, none);
        }
    }

    /**
     * Listens to a signal until the connection ends.
     *
     * @param path of the object that sends it; null for any
     * @param told of its values, by the connection's own thread, one signal after the other
     */
    static void listen(
            DBusConnection bus,
            String interfaceName,
            String member,
            @Nullable String path,
            Consumer<List<Object>> told)
            throws DBusException {
        var _ =
                bus.addGenericSigHandler(
                        new DBusMatchRule("signal", interfaceName, member, path),
                        signal -> told.accept(values(signal)));
    }

    private static List<Object> values(DBusSignal signal) {
        try {
            Object[] values = signal.getParameters();
            return values == null ? List.of() : List.of(values);
        } catch (DBusException | RuntimeException torn) {
            LOG.debug("a signal that cannot be read", torn);
            return List.of();
        }
    }

    /** Ends a connection, whatever state it is in. */
    static void close(DBusConnection bus) {
        try {
            bus.close();
        } catch (IOException | RuntimeException gone) {
            LOG.debug("the bus is gone: {}", gone.toString());
        }
    }
}

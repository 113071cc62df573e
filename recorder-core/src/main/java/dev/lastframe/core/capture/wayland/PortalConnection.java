package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import dev.lastframe.core.capture.CaptureException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An own connection to the session's bus, and the portal's answers on it. With its end all that the
 * portal granted on it ends too. Answers come on threads of the library; everything else blocks.
 */
final class PortalConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortalConnection.class);

    /** The portal's name on the bus. */
    static final String NAME = "org.freedesktop.portal.Desktop";

    /** The object that has all its interfaces. */
    static final String PATH = "/org/freedesktop/portal/desktop";

    private final DBusConnection bus;
    private final ScreenCast portal;
    private final Map<String, Variant<?>> properties;

    private final PortalAnswers answers;

    /** Linux's {@code F_DUPFD_CLOEXEC}. */
    private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;

    private static final int NO_STANDARD = 3;

    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private PortalConnection(
            DBusConnection bus, ScreenCast portal, Map<String, Variant<?>> properties)
            throws DBusException {
        this.bus = bus;
        this.portal = portal;
        this.properties = properties;
        answers = PortalAnswers.listen(bus, bus.getDBusOwnerName(NAME));
    }

    /**
     * Connects, and listens for answers before anything is asked.
     *
     * @param address of the session's bus
     */
    static PortalConnection open(String address) throws CaptureException {
        DBusConnection bus;
        try {
            bus = SessionBus.connect(address);
        } catch (DBusException | RuntimeException none) {
            throw Packages.noBus(none);
        }
        try {
            PortalConnection connection = connect(bus);
            connection.listen();
            return connection;
        } catch (CaptureException | RuntimeException | Error refused) {
            bus.disconnect();
            throw refused;
        } catch (DBusException broken) {
            bus.disconnect();
            throw Packages.noPortal(broken);
        }
    }

    private static PortalConnection connect(DBusConnection bus)
            throws CaptureException, DBusException {
        Map<String, Variant<?>> properties;
        try {
            properties = bus.getRemoteObject(NAME, PATH, Properties.class).GetAll(ScreenCast.NAME);
        } catch (DBusException | DBusExecutionException refused) {
            throw isThere(bus) ? Packages.noBackend(refused) : Packages.noPortal(refused);
        }
        return new PortalConnection(
                bus, bus.getRemoteObject(NAME, PATH, ScreenCast.class), properties);
    }

    private static boolean isThere(DBusConnection bus) {
        try {
            return bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class)
                    .NameHasOwner(NAME);
        } catch (DBusException | DBusExecutionException unknown) {
            LOG.debug("whether there is a portal is unknown: {}", unknown.toString());
            return false;
        }
    }

    private void listen() throws DBusException {
        String portalItself = bus.getDBusOwnerName(NAME);
        var _ =
                bus.addSigHandler(
                        Session.Closed.class,
                        portalItself,
                        closed -> ended.complete("The desktop ended the recording of its screen."));
        var _ =
                bus.addSigHandler(
                        DBus.NameOwnerChanged.class,
                        changed -> {
                            if (changed.name.equals(NAME) && changed.newOwner.isEmpty()) {
                                ended.complete("The desktop's portal ended.");
                            }
                        });
    }

    /** The interface itself. */
    ScreenCast portal() {
        return portal;
    }

    /** A set of bits that the portal tells of itself; 0 where it does not. */
    int flags(String property) {
        Variant<?> value = properties.get(property);
        return value != null && value.getValue() instanceof UInt32 bits ? bits.intValue() : 0;
    }

    /** The answer to the request with this path; it may have come already. */
    CompletableFuture<Request.Response> answer(String request) {
        return answers.to(request);
    }

    /** Takes a question back; where that fails, the connection's end does it. */
    void takeBack(DBusPath request) {
        try {
            bus.getRemoteObject(NAME, request.getPath(), Request.class).closeRequest();
        } catch (DBusException | DBusExecutionException gone) {
            LOG.debug("the portal's request is gone: {}", gone.toString());
        }
    }

    /** Completed with a sentence when what was granted ends, by whatever way. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /**
     * A file descriptor of one's own for what came by this connection, which closes the one that
     * came when it ends.
     */
    static int duplicate(int descriptor) throws CaptureException {
        int own =
                Function.getFunction("c", "fcntl")
                        .invokeInt(new Object[] {descriptor, DUPLICATE_CLOSE_ON_EXEC, NO_STANDARD});
        if (own < 0) {
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED,
                    "The connection to PipeWire could not be taken over: record again.");
        }
        return own;
    }

    /** Closes a file descriptor of one's own. */
    static void closeDescriptor(int descriptor) {
        if (Function.getFunction("c", "close").invokeInt(new Object[] {descriptor}) != 0) {
            LOG.debug("the file descriptor {} could not be closed", descriptor);
        }
    }

    @Override
    public void close() {
        try {
            bus.close();
        } catch (IOException gone) {
            LOG.debug("the session's bus is gone: {}", gone.toString());
        }
    }
}

package dev.lastframe.app.desktop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the desktop from locking or blanking a screen by itself that nobody touches, and tells when
 * this session's screen is locked: by the desktop's screen saver on the session's bus, and by the
 * login service on the computer's, whichever there is; without either it tells nothing. Opening and
 * closing block while a bus has not answered; callable from any thread.
 */
public final class ScreenLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScreenLock.class);
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    /** The same signal under the name that each desktop gave it. */
    private static final List<String> SAVERS =
            List.of(
                    ScreenSaver.NAME,
                    "org.gnome.ScreenSaver",
                    "org.cinnamon.ScreenSaver",
                    "org.mate.ScreenSaver",
                    "org.xfce.ScreenSaver");

    private final Runnable told;
    private final List<DBusConnection> open = new ArrayList<>();
    private boolean locked;

    /** A locker was told to lock, and nobody has said yet that it did. */
    private boolean ordered;

    private ScreenLock(Runnable told) {
        this.told = told;
    }

    /**
     * Begins to listen.
     *
     * @param locked run by a thread of a bus each time the screen becomes locked; may not block
     */
    public static ScreenLock watch(Buses buses, Runnable locked) {
        ScreenLock watch = new ScreenLock(locked);
        buses.session().ifPresent(address -> watch.listen(address, watch::toScreenSavers));
        buses.system()
                .ifPresent(address ->
                        watch.listen(address, bus -> watch.toLogins(bus, buses.number())));
        // last: one that hangs holds up nothing else
        buses.session().ifPresent(address -> watch.listen(address, ScreenLock::hold));
        return watch;
    }

    /** Listens on a bus. */
    @FunctionalInterface
    private interface Listening {
        void on(DBusConnection bus) throws DBusException;
    }

    private void listen(String address, Listening listening) {
        DBusConnection bus;
        try {
            bus = OwnBus.open(address);
        } catch (IOException none) {
            LOG.debug("no lock of the screen is told", none);
            return;
        }
        try {
            listening.on(bus);
            open.add(bus);
        } catch (DBusException | RuntimeException none) {
            LOG.debug("no lock of the screen is told at {}: {}", address, none.toString());
            OwnBus.close(bus);
        }
    }

    private void toScreenSavers(DBusConnection bus) throws DBusException {
        for (String saver : SAVERS) {
            OwnBus.listen(
                    bus,
                    saver,
                    "ActiveChanged",
                    null,
                    values -> {
                        if (!values.isEmpty() && values.getFirst() instanceof Boolean active) {
                            is(active);
                        }
                    });
        }
    }

    /** It ends with the connection. A desktop that has no such service is not started one. */
    private static void hold(DBusConnection bus) throws DBusException {
        try {
            var _ =
                    bus.getRemoteObject(
                                    ScreenSaver.NAME, ScreenSaver.PATH, ScreenSaver.class, false)
                            .hold("Lastframe", "The screen is being recorded.");
        } catch (DBusExecutionException none) {
            LOG.info("the desktop's screen saver is not held up: {}", none.toString());
        }
    }

    private void toLogins(DBusConnection bus, Optional<String> number) throws DBusException {
        LoginService logins =
                bus.getRemoteObject(LoginService.NAME, LoginService.PATH, LoginService.class);
        DBusPath own =
                number.isPresent()
                        ? logins.session(number.get())
                        : logins.sessionOf(new UInt32(ProcessHandle.current().pid()));
        String path = own.getPath();
        OwnBus.listen(bus, LoginService.SESSION, "Lock", path, order -> ordered());
        OwnBus.listen(bus, LoginService.SESSION, "Unlock", path, unlock -> is(false));
        OwnBus.listen(bus, PROPERTIES, "PropertiesChanged", path, this::changed);
    }

    private void changed(List<Object> values) {
        if (values.size() > 1
                && LoginService.SESSION.equals(values.getFirst())
                && values.get(1) instanceof Map<?, ?> properties
                && properties.get("LockedHint") instanceof Variant<?> hint
                && hint.getValue() instanceof Boolean now) {
            is(now);
        }
    }

    /**
     * The screen is to be locked. Some lockers never say that they did, nor that they no longer do:
     * each order is another lock then.
     */
    private void ordered() {
        boolean news;
        synchronized (this) {
            news = !locked;
            ordered = news;
        }
        if (news) {
            told.run();
        }
    }

    /** Several may tell of the same lock. */
    private void is(boolean now) {
        boolean news;
        synchronized (this) {
            news = now && !locked && !ordered;
            locked = now;
            ordered = false;
        }
        if (news) {
            told.run();
        }
    }

    /** Ends listening. */
    @Override
    public void close() {
        open.forEach(OwnBus::close);
        open.clear();
    }
}

package dev.lastframe.core.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/**
 * The keys of the tests' own Wayland desktop, behind the real portal: they are given, refused,
 * changed and pressed by a test. Asked by the portal on threads of the bus.
 */
public final class PortalKeyboard implements AutoCloseable {

    static final String NAME = "org.freedesktop.impl.portal.desktop.testkeys";
    private static final String PATH = "/org/freedesktop/portal/desktop";

    private final DBusConnection bus;
    private final Map<String, String> wished = new LinkedHashMap<>();
    private boolean gives = true;
    private String session = "";

    /**
     * @param bus nobody else's
     */
    PortalKeyboard(DBusConnection bus) throws DBusException {
        this.bus = bus;
        bus.exportObject(PATH, new Asked());
        bus.requestBusName(NAME);
    }

    /** Whether a person allows what is asked for from now on. */
    public synchronized void gives(boolean does) {
        gives = does;
    }

    /** By its id, which keys were last asked for, in the words of the question. */
    public synchronized Map<String, String> wished() {
        return new LinkedHashMap<>(wished);
    }

    /** A person presses it. */
    public synchronized void press(String id) {
        send(() ->
                new Backend.Activated(
                        PATH, new DBusPath(session), id, new UInt64(1), new HashMap<>()));
    }

    /** A person gives it other keys in the desktop's settings. */
    public synchronized void change(String id, String keys) {
        send(() ->
                new Backend.ShortcutsChanged(
                        PATH, new DBusPath(session), List.of(shortcut(id, keys))));
    }

    private interface Made {
        DBusSignal get() throws DBusException;
    }

    private void send(Made signal) {
        try {
            bus.sendMessage(signal.get());
        } catch (DBusException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Shortcut shortcut(String id, String keys) {
        return new Shortcut(
                id,
                Map.of(
                        "description",
                        new Variant<>(id),
                        "trigger_description",
                        new Variant<>(keys)));
    }

    /** The person, or the desktop, takes all of them back. */
    public synchronized void end() {
        send(() -> new PortalBackend.Session.Closed(session));
    }

    @Override
    public void close() {
        bus.disconnect();
    }

    private synchronized PortalBackend.Answer<UInt32, Map<String, Variant<?>>> bind(
            String opened, List<Shortcut> asked) {
        session = opened;
        wished.clear();
        List<Shortcut> given = new ArrayList<>();
        for (Shortcut each : asked) {
            String trigger = String.valueOf(each.properties.get("preferred_trigger").getValue());
            wished.put(each.id, trigger);
            given.add(shortcut(each.id, "Press " + trigger));
        }
        return gives
                ? new PortalBackend.Answer<>(
                        new UInt32(0), Map.of("shortcuts", new Variant<>(given, "a(sa{sv})")))
                : new PortalBackend.Answer<>(new UInt32(1), Map.of());
    }

    private final class Asked implements Backend, Properties {

        private final Map<String, Variant<?>> properties =
                Map.of("version", new Variant<>(new UInt32(1)));

        @Override
        public PortalBackend.Answer<UInt32, Map<String, Variant<?>>> createSession(
                DBusPath request, DBusPath opened, String app, Map<String, Variant<?>> options) {
            try {
                bus.exportObject(opened.getPath(), new OpenSession(opened.getPath()));
            } catch (DBusException broken) {
                throw new IllegalStateException(broken);
            }
            return new PortalBackend.Answer<>(new UInt32(0), Map.of());
        }

        @Override
        public PortalBackend.Answer<UInt32, Map<String, Variant<?>>> bindShortcuts(
                DBusPath request,
                DBusPath opened,
                List<Shortcut> shortcuts,
                String parent,
                Map<String, Variant<?>> options) {
            return bind(opened.getPath(), shortcuts);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
        public <A> A Get(String interfaceName, String property) {
            return (A) properties.get(property).getValue();
        }

        @Override
        public <A> void Set(String interfaceName, String property, A value) {
            throw new UnsupportedOperationException(property);
        }

        @Override
        public Map<String, Variant<?>> GetAll(String interfaceName) {
            return properties;
        }

        @Override
        public String getObjectPath() {
            return PATH;
        }
    }

    private final class OpenSession implements PortalBackend.Session {

        private final String path;

        OpenSession(String path) {
            this.path = path;
        }

        @Override
        public void closeSession() {
            bus.unExportObject(path);
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }

    /** The portal's questions to the desktop. */
    @DBusInterfaceName("org.freedesktop.impl.portal.GlobalShortcuts")
    public interface Backend extends DBusInterface {

        @DBusMemberName("CreateSession")
        PortalBackend.Answer<UInt32, Map<String, Variant<?>>> createSession(
                DBusPath request, DBusPath session, String app, Map<String, Variant<?>> options);

        @DBusMemberName("BindShortcuts")
        PortalBackend.Answer<UInt32, Map<String, Variant<?>>> bindShortcuts(
                DBusPath request,
                DBusPath session,
                List<Shortcut> shortcuts,
                String parent,
                Map<String, Variant<?>> options);

        /** Pressed. */
        final class Activated extends DBusSignal {
            public Activated(
                    String path,
                    DBusPath session,
                    String id,
                    UInt64 timestamp,
                    Map<String, Variant<?>> options)
                    throws DBusException {
                super(path, session, id, timestamp, options);
            }
        }

        /** Other keys. */
        final class ShortcutsChanged extends DBusSignal {
            public ShortcutsChanged(String path, DBusPath session, List<Shortcut> shortcuts)
                    throws DBusException {
                super(path, session, shortcuts);
            }
        }
    }

    /** One of the keys. */
    public static final class Shortcut extends Struct {

        @Position(0)
        public final String id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        public Shortcut(String id, Map<String, Variant<?>> properties) {
            this.id = id;
            this.properties = properties;
        }
    }
}

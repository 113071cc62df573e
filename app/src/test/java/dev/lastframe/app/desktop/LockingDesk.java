package dev.lastframe.app.desktop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** Screen savers and a login service on the test's buses. Used by the test's thread. */
public final class LockingDesk {

    static final String OWN = "/org/freedesktop/login1/session/_37";
    static final String OTHER = "/org/freedesktop/login1/session/_38";

    private final DBusConnection program;
    private final Saver saver = new Saver();

    public LockingDesk(TestBus bus) {
        program = bus.connect();
    }

    /** Knows session 7, and takes every process for one of it. */
    LockingDesk withLogins() {
        try {
            program.exportObject("/org/freedesktop/login1", new Logins());
            program.requestBusName("org.freedesktop.login1");
            return this;
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Has a screen saver that can be held up. */
    LockingDesk withSaver() {
        try {
            program.exportObject("/org/freedesktop/ScreenSaver", saver);
            program.requestBusName("org.freedesktop.ScreenSaver");
            return this;
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Who holds the screen saver up: the connection, the program and its reason. */
    List<String> holders() {
        return List.copyOf(saver.holders);
    }

    /** Whether this connection is still on the bus. */
    boolean isThere(String connection) {
        try {
            return program.getRemoteObject(
                            "org.freedesktop.DBus",
                            "/org/freedesktop/DBus",
                            org.freedesktop.dbus.interfaces.DBus.class)
                    .NameHasOwner(connection);
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The screen saver says that the screen is locked, or no longer. */
    public void freedesktop(boolean active) {
        TestBus.send(
                program,
                () -> new Freedesktop.ActiveChanged("/org/freedesktop/ScreenSaver", active));
    }

    void gnome(boolean active) {
        TestBus.send(program, () -> new Gnome.ActiveChanged("/org/gnome/ScreenSaver", active));
    }

    /** The login service asks the session's programs to lock the screen. */
    void lock(String session) {
        TestBus.send(program, () -> new LoginSession.Lock(session));
    }

    /** The session says that its screen is locked, or no longer. */
    void hint(String session, boolean locked) {
        TestBus.send(
                program,
                () ->
                        new Properties.PropertiesChanged(
                                session,
                                "org.freedesktop.login1.Session",
                                Map.of("LockedHint", new Variant<>(locked)),
                                List.of()));
    }

    /** As most desktops call it. */
    @DBusInterfaceName("org.freedesktop.ScreenSaver")
    public interface Freedesktop extends DBusInterface {

        @DBusMemberName("Inhibit")
        UInt32 inhibit(String application, String reason);

        /** Locked or not. */
        final class ActiveChanged extends DBusSignal {
            public ActiveChanged(String path, boolean active) throws DBusException {
                super(path, active);
            }
        }
    }

    /** As GNOME calls it. */
    @DBusInterfaceName("org.gnome.ScreenSaver")
    public interface Gnome extends DBusInterface {

        /** Locked or not. */
        final class ActiveChanged extends DBusSignal {
            public ActiveChanged(String path, boolean active) throws DBusException {
                super(path, active);
            }
        }
    }

    /** One session. */
    @DBusInterfaceName("org.freedesktop.login1.Session")
    public interface LoginSession extends DBusInterface {

        /** It is to be locked. */
        final class Lock extends DBusSignal {
            public Lock(String path) throws DBusException {
                super(path);
            }
        }
    }

    /** All sessions. */
    @DBusInterfaceName("org.freedesktop.login1.Manager")
    public interface LoginManager extends DBusInterface {

        @DBusMemberName("GetSession")
        DBusPath getSession(String id);

        @DBusMemberName("GetSessionByPID")
        DBusPath getSessionByPid(UInt32 pid);
    }

    private static final class Saver implements Freedesktop {

        private final List<String> holders = new CopyOnWriteArrayList<>();

        @Override
        public UInt32 inhibit(String application, String reason) {
            String connection = AbstractConnection.getCallInfo().getSource();
            holders.add(connection + " " + application + ": " + reason);
            return new UInt32(holders.size());
        }

        @Override
        public String getObjectPath() {
            return "/org/freedesktop/ScreenSaver";
        }
    }

    private static final class Logins implements LoginManager {

        @Override
        public DBusPath getSession(String id) {
            return new DBusPath(id.equals("7") ? OWN : OTHER);
        }

        @Override
        public DBusPath getSessionByPid(UInt32 pid) {
            return new DBusPath(pid.longValue() == ProcessHandle.current().pid() ? OWN : OTHER);
        }

        @Override
        public String getObjectPath() {
            return "/org/freedesktop/login1";
        }
    }
}

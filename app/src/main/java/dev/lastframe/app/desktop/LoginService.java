package dev.lastframe.app.desktop;

import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;

/**
 * What knows the computer's sessions.
 *
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html">
 *     org.freedesktop.login1</a>
 */
@DBusInterfaceName("org.freedesktop.login1.Manager")
public interface LoginService extends DBusInterface {

    String NAME = "org.freedesktop.login1";
    String PATH = "/org/freedesktop/login1";
    String SESSION = "org.freedesktop.login1.Session";

    /** The session with this number. */
    @DBusMemberName("GetSession")
    DBusPath session(String number);

    /** The session that a process belongs to. */
    @DBusMemberName("GetSessionByPID")
    DBusPath sessionOf(UInt32 process);
}

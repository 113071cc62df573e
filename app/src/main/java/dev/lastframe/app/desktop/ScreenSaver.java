package dev.lastframe.app.desktop;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;

/**
 * What blanks and locks the screen of a desktop that nobody touches.
 *
 * @see <a href="https://specifications.freedesktop.org/idle-inhibit-spec/latest/">Idle Inhibition
 *     Service</a>
 */
@DBusInterfaceName(ScreenSaver.NAME)
public interface ScreenSaver extends DBusInterface {

    String NAME = "org.freedesktop.ScreenSaver";
    String PATH = "/org/freedesktop/ScreenSaver";

    /**
     * Makes it wait until it is let go, or until the connection that asked ends.
     *
     * @return the number to let go by
     */
    @DBusMemberName("Inhibit")
    UInt32 hold(String application, String reason);

    @DBusMemberName("UnInhibit")
    void letGo(UInt32 number);
}

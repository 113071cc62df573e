package dev.lastframe.app.desktop;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;

/**
 * What keeps the list of a desktop's tray items, for whoever draws them.
 *
 * @see <a
 *     href="https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/">
 *     StatusNotifierWatcher</a>
 */
@DBusInterfaceName(TrayWatcher.NAME)
public interface TrayWatcher extends DBusInterface {

    String NAME = "org.kde.StatusNotifierWatcher";
    String PATH = "/StatusNotifierWatcher";

    /** The property that somebody draws the items. */
    String DRAWN = "IsStatusNotifierHostRegistered";

    /** The signal that somebody does from now on. */
    String DRAWS = "StatusNotifierHostRegistered";

    /**
     * Takes an item up.
     *
     * @param name of its connection on the bus
     */
    @DBusMemberName("RegisterStatusNotifierItem")
    void take(String name);
}

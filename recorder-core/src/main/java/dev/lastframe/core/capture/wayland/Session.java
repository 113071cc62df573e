package dev.lastframe.core.capture.wayland;

import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;

/** What the portal granted, for as long as it lasts. */
@DBusInterfaceName("org.freedesktop.portal.Session")
public interface Session extends DBusInterface {

    @DBusMemberName("Close")
    void closeSession();

    /** The person or the desktop ended it. */
    final class Closed extends DBusSignal {

        public Closed(String path, Map<String, Variant<?>> details) throws DBusException {
            super(path, details);
        }
    }
}

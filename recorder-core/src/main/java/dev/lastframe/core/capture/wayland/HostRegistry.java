package dev.lastframe.core.capture.wayland;

import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/** The portal's interface by which a program outside of a sandbox says which one it is. */
@DBusInterfaceName("org.freedesktop.host.portal.Registry")
public interface HostRegistry extends DBusInterface {

    /**
     * Once on a connection, before anything else is asked on it.
     *
     * @param application the name of its desktop file, without the ending
     */
    @DBusMemberName("Register")
    void register(String application, Map<String, Variant<?>> options);
}

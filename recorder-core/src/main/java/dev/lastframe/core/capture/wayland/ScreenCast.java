package dev.lastframe.core.capture.wayland;

import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/**
 * The portal's interface by which a program asks for pictures of the screen. What returns a path
 * returns that of a {@link Request}, whose signal is the answer.
 */
@DBusInterfaceName(ScreenCast.NAME)
public interface ScreenCast extends DBusInterface {

    String NAME = "org.freedesktop.portal.ScreenCast";

    @DBusMemberName("CreateSession")
    DBusPath createSession(Map<String, Variant<?>> options);

    @DBusMemberName("SelectSources")
    DBusPath selectSources(DBusPath session, Map<String, Variant<?>> options);

    @DBusMemberName("Start")
    DBusPath start(DBusPath session, String parentWindow, Map<String, Variant<?>> options);

    /** A connection to PipeWire on which the granted streams can be seen; owned by the caller. */
    @DBusMemberName("OpenPipeWireRemote")
    FileDescriptor openPipeWireRemote(DBusPath session, Map<String, Variant<?>> options);
}

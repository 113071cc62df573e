package dev.lastframe.core.capture.wayland;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/**
 * The portal's interface by which a program asks for keys that reach it whatever window has the
 * focus. What returns a path returns that of a {@link Request}, whose signal is the answer.
 */
@DBusInterfaceName(GlobalShortcuts.NAME)
public interface GlobalShortcuts extends DBusInterface {

    String NAME = "org.freedesktop.portal.GlobalShortcuts";

    @DBusMemberName("CreateSession")
    DBusPath createSession(Map<String, Variant<?>> options);

    /** Once in a session; a person may be asked, and may choose other keys. */
    @DBusMemberName("BindShortcuts")
    DBusPath bindShortcuts(
            DBusPath session,
            List<Shortcut> shortcuts,
            String parentWindow,
            Map<String, Variant<?>> options);

    /** One of them, by the program's own name for it. */
    final class Shortcut extends Struct {

        @Position(0)
        public final String id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        public Shortcut(String id, Map<String, Variant<?>> properties) {
            this.id = id;
            this.properties = Map.copyOf(properties);
        }
    }

    /** It was pressed. */
    final class Activated extends DBusSignal {

        private final String session;
        private final String id;

        public Activated(
                String path,
                DBusPath session,
                String id,
                UInt64 timestamp,
                Map<String, Variant<?>> options)
                throws DBusException {
            super(path, session, id, timestamp, options);
            this.session = session.getPath();
            this.id = id;
        }

        String session() {
            return session;
        }

        String id() {
            return id;
        }
    }

    /** The person gave it other keys, in the desktop's settings. */
    final class ShortcutsChanged extends DBusSignal {

        private final String session;
        private final List<Shortcut> shortcuts;

        public ShortcutsChanged(String path, DBusPath session, List<Shortcut> shortcuts)
                throws DBusException {
            super(path, session, shortcuts);
            this.session = session.getPath();
            this.shortcuts = List.copyOf(shortcuts);
        }

        String session() {
            return session;
        }

        List<Shortcut> shortcuts() {
            return shortcuts;
        }
    }
}

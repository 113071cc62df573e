package dev.lastframe.core.capture.wayland;

import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** A question to the portal that a person may have to answer. */
@DBusInterfaceName("org.freedesktop.portal.Request")
public interface Request extends DBusInterface {

    /** Takes the question back: its dialog goes away, and no answer comes. */
    @DBusMemberName("Close")
    void closeRequest();

    /** The answer. */
    final class Response extends DBusSignal {

        private final UInt32 code;
        private final Map<String, Variant<?>> results;

        /**
         * @param path of the request
         * @param code 0 done, 1 cancelled by the person, 2 ended in another way
         */
        public Response(String path, UInt32 code, Map<String, Variant<?>> results)
                throws DBusException {
            super(path, code, results);
            this.code = code;
            this.results = Map.copyOf(results);
        }

        public int code() {
            return code.intValue();
        }

        public Map<String, Variant<?>> results() {
            return results;
        }
    }
}

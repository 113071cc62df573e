package dev.lastframe.app.desktop;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What shows notifications on a desktop.
 *
 * @see <a href="https://specifications.freedesktop.org/notification-spec/latest/">Desktop
 *     Notifications Specification</a>
 */
@DBusInterfaceName(NotificationServer.NAME)
public interface NotificationServer extends DBusInterface {

    String NAME = "org.freedesktop.Notifications";
    String PATH = "/org/freedesktop/Notifications";

    /** The signal that somebody chose an action: the number and the action's key. */
    String CHOSEN = "ActionInvoked";

    /** The signal that it is no longer shown: the number and a reason. */
    String CLOSED = "NotificationClosed";

    /** Words such as {@code actions} and {@code body-markup}. */
    @DBusMemberName("GetCapabilities")
    List<String> capabilities();

    /**
     * Shows one.
     *
     * @param replaces the number of the one whose place it takes; 0 for none
     * @param actions a key and its words by turns
     * @param expireMillis -1 for as the server likes, 0 for until somebody closes it
     * @return its number
     */
    @DBusMemberName("Notify")
    UInt32 show(
            String application,
            UInt32 replaces,
            String icon,
            String summary,
            String body,
            List<String> actions,
            Map<String, Variant<?>> hints,
            int expireMillis);

    @DBusMemberName("CloseNotification")
    void takeBack(UInt32 number);
}

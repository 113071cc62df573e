package dev.lastframe.app.desktop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What shows notifications on the test's bus, and notes them instead. Its interface is written down
 * from the specification once more: one that differs is not called. Asked by threads of the bus.
 */
public final class NotificationDesk {

    private static final String PATH = "/org/freedesktop/Notifications";

    private final DBusConnection program;
    private final List<String> able;
    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final List<Long> takenBack = new CopyOnWriteArrayList<>();

    /**
     * Takes its place on a bus.
     *
     * @param able what it says of itself
     */
    public NotificationDesk(TestBus bus, String... able) {
        this.able = List.of(able);
        program = bus.connect();
        try {
            program.exportObject(PATH, new Desk());
            program.requestBusName("org.freedesktop.Notifications");
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What it was asked to show. */
    public record Shown(
            long number,
            long replaces,
            String application,
            String icon,
            String summary,
            String body,
            List<String> actions,
            Object entry,
            int expireMillis) {}

    public List<Shown> shown() {
        return List.copyOf(shown);
    }

    /** Numbers of those that were taken back. */
    public List<Long> takenBack() {
        return List.copyOf(takenBack);
    }

    /** Somebody presses the button with these words, which closes it. */
    public void press(Shown notification, String words) {
        List<String> actions = notification.actions();
        String key = actions.get(actions.indexOf(words) - 1);
        UInt32 number = new UInt32(notification.number());
        TestBus.send(program, () -> new Protocol.ActionInvoked(PATH, number, key));
        TestBus.send(program, () -> new Protocol.NotificationClosed(PATH, number, new UInt32(2)));
    }

    /** The same by its key, whose notification it may be, without closing it. */
    void invoke(Shown notification, String key) {
        UInt32 number = new UInt32(notification.number());
        TestBus.send(program, () -> new Protocol.ActionInvoked(PATH, number, key));
    }

    /** Somebody closes it. */
    public void dismiss(Shown notification) {
        UInt32 number = new UInt32(notification.number());
        TestBus.send(program, () -> new Protocol.NotificationClosed(PATH, number, new UInt32(2)));
    }

    /** The specification's. */
    @DBusInterfaceName("org.freedesktop.Notifications")
    public interface Protocol extends DBusInterface {

        @DBusMemberName("GetCapabilities")
        List<String> getCapabilities();

        @DBusMemberName("Notify")
        UInt32 showNotification(
                String appName,
                UInt32 replacesId,
                String appIcon,
                String summary,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int expireTimeout);

        @DBusMemberName("CloseNotification")
        void closeNotification(UInt32 id);

        /** A button was pressed. */
        final class ActionInvoked extends DBusSignal {
            public ActionInvoked(String path, UInt32 id, String key) throws DBusException {
                super(path, id, key);
            }
        }

        /** It went. */
        final class NotificationClosed extends DBusSignal {
            public NotificationClosed(String path, UInt32 id, UInt32 reason) throws DBusException {
                super(path, id, reason);
            }
        }
    }

    private final class Desk implements Protocol {

        @Override
        public List<String> getCapabilities() {
            return able;
        }

        @Override
        public UInt32 showNotification(
                String appName,
                UInt32 replacesId,
                String appIcon,
                String summary,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int expireTimeout) {
            long number = replacesId.longValue() > 0 ? replacesId.longValue() : shown.size() + 1L;
            shown.add(
                    new Shown(
                            number,
                            replacesId.longValue(),
                            appName,
                            appIcon,
                            summary,
                            body,
                            List.copyOf(actions),
                            hints.get("desktop-entry").getValue(),
                            expireTimeout));
            return new UInt32(number);
        }

        @Override
        public void closeNotification(UInt32 id) {
            takenBack.add(id.longValue());
        }

        @Override
        public String getObjectPath() {
            return PATH;
        }
    }
}

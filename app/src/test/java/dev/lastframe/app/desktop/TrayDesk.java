package dev.lastframe.app.desktop;

import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.freedesktop.dbus.DBusMatchRule;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * Who keeps and draws tray items on the test's bus. Its interfaces are written down from the
 * specifications once more: what differs is not called, and not read. Used by the test's thread.
 */
public final class TrayDesk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WATCHER = "org.kde.StatusNotifierWatcher";
    private static final String ITEM = "org.kde.StatusNotifierItem";

    private final DBusConnection program;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> signals = new CopyOnWriteArrayList<>();
    private final Keeper keeper = new Keeper();
    private volatile boolean draws;
    private volatile boolean asked;

    /**
     * Takes its place on a bus.
     *
     * @param draws whether it says that items are drawn
     */
    public TrayDesk(TestBus bus, boolean draws) {
        this.draws = draws;
        this.program = bus.connect();
        try {
            hears(ITEM, "NewIcon");
            hears(ITEM, "NewTitle");
            hears(ITEM, "NewToolTip");
            hears("com.canonical.dbusmenu", "LayoutUpdated");
            program.exportObject("/StatusNotifierWatcher", keeper);
            program.requestBusName(WATCHER);
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void hears(String of, String member) throws DBusException {
        var _ =
                program.addGenericSigHandler(
                        new DBusMatchRule("signal", of, member),
                        signal -> signals.add(signal.getName()));
    }

    /** The names of the items that were put into its list. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** The items' signals, by their names. */
    public List<String> signals() {
        return List.copyOf(signals);
    }

    /** Whether somebody looked whether items are drawn. */
    boolean wasAsked() {
        return asked;
    }

    /** Somebody begins to draw the items. */
    void draws() {
        draws = true;
        TestBus.send(
                program, () -> new Watcher.StatusNotifierHostRegistered("/StatusNotifierWatcher"));
    }

    /** Waits until there is an item; its name. */
    public String awaitItem() {
        Waits.eventually(LIMIT, "there is an item", () -> !taken.isEmpty());
        return taken.getLast();
    }

    /** Whether it is still on the bus. */
    boolean isThere(String item) {
        return Arrays.asList(bus().ListNames()).contains(item);
    }

    private org.freedesktop.dbus.interfaces.DBus bus() {
        return remote(
                "org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                org.freedesktop.dbus.interfaces.DBus.class);
    }

    /** A property of an item. */
    public Object property(String item, String name) {
        return remote(item, "/StatusNotifierItem", Properties.class).Get(ITEM, name);
    }

    /** All of them. */
    Map<String, Variant<?>> properties(String item) {
        return remote(item, "/StatusNotifierItem", Properties.class).GetAll(ITEM);
    }

    /** Somebody clicks it. */
    public void clicks(String item) {
        remote(item, "/StatusNotifierItem", Item.class).activate(3, 4);
    }

    /** The words of its menu that can be chosen, from above; a dash for a line. */
    public List<String> menu(String item) {
        return lines(item).stream().filter(Line::enabled).map(Line::label).toList();
    }

    /** Somebody chooses from it, as soon as that can be chosen. */
    public void chooses(String item, String words) {
        Waits.eventually(LIMIT, "it offers " + words, () -> menu(item).contains(words));
        press(item, number(item, words));
    }

    /** The number of an entry that is offered. */
    int number(String item, String words) {
        return lines(item).stream()
                .filter(line -> line.label.equals(words))
                .mapToInt(Line::id)
                .findFirst()
                .orElseThrow();
    }

    /** Somebody chooses what had a number when the menu was drawn. */
    void press(String item, int id) {
        remote(item, "/MenuBar", Menu.class).event(id, "clicked", new Variant<>(0), new UInt32(0));
    }

    private record Line(int id, String label, boolean enabled) {}

    private List<Line> lines(String item) {
        Object path = property(item, "Menu");
        if (!String.valueOf(path).equals("/MenuBar")) {
            throw new AssertionError("the menu is at " + path);
        }
        Layout root = remote(item, "/MenuBar", Menu.class).layout(0, -1, List.of()).second;
        List<Line> lines = new ArrayList<>();
        for (Variant<?> child : root.children) {
            Object[] parts = (Object[]) child.getValue();
            Map<?, ?> properties = (Map<?, ?>) parts[1];
            boolean line = value(properties, "type").equals("separator");
            lines.add(
                    new Line(
                            (Integer) parts[0],
                            line ? "-" : value(properties, "label"),
                            !value(properties, "enabled").equals("false")));
        }
        return lines;
    }

    private static String value(Map<?, ?> properties, String name) {
        return properties.get(name) instanceof Variant<?> variant
                ? String.valueOf(variant.getValue())
                : "";
    }

    private <T extends DBusInterface> T remote(String name, String path, Class<T> type) {
        try {
            return program.getRemoteObject(name, path, type);
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Goes away, as a panel that crashed. */
    @Override
    public void close() {
        program.disconnect();
    }

    /** The specification's. */
    @DBusInterfaceName(WATCHER)
    public interface Watcher extends DBusInterface {

        @DBusMemberName("RegisterStatusNotifierItem")
        void registerItem(String service);

        /** Somebody draws. */
        final class StatusNotifierHostRegistered extends DBusSignal {
            public StatusNotifierHostRegistered(String path) throws DBusException {
                super(path);
            }
        }
    }

    /** The specification's. */
    @DBusInterfaceName(ITEM)
    public interface Item extends DBusInterface {

        @DBusMemberName("Activate")
        void activate(int x, int y);
    }

    /** The specification's. */
    @DBusInterfaceName("com.canonical.dbusmenu")
    public interface Menu extends DBusInterface {

        @DBusMemberName("GetLayout")
        Answer<UInt32, Layout> layout(int parentId, int recursionDepth, List<String> names);

        @DBusMemberName("Event")
        void event(int id, String eventId, Variant<?> data, UInt32 timestamp);
    }

    /** Two answers. */
    public static final class Answer<A, B> extends Tuple {
        @Position(0)
        public final A first;

        @Position(1)
        public final B second;

        public Answer(A first, B second) {
            this.first = first;
            this.second = second;
        }
    }

    /** An entry. */
    public static final class Layout extends org.freedesktop.dbus.Struct {
        @Position(0)
        public final int id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        @Position(2)
        public final List<Variant<?>> children;

        public Layout(int id, Map<String, Variant<?>> properties, List<Variant<?>> children) {
            this.id = id;
            this.properties = properties;
            this.children = children;
        }
    }

    private final class Keeper implements Watcher, Properties {

        @Override
        public void registerItem(String service) {
            taken.add(service);
        }

        @Override
        public Map<String, Variant<?>> GetAll(String interfaceName) {
            return Map.of("IsStatusNotifierHostRegistered", new Variant<>(draws));
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
        public <A> A Get(String interfaceName, String propertyName) {
            asked = true;
            return (A) GetAll(interfaceName).get(propertyName);
        }

        @Override
        public <A> void Set(String interfaceName, String propertyName, A value) {
            throw new AssertionError("nothing is set");
        }

        @Override
        public String getObjectPath() {
            return "/StatusNotifierWatcher";
        }
    }
}

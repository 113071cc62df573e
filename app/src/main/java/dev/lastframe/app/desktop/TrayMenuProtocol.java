package dev.lastframe.app.desktop;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What a tray asks of a menu.
 *
 * @see <a
 *     href="https://github.com/AyatanaIndicators/libdbusmenu/blob/main/libdbusmenu-glib/dbus-menu.xml">
 *     com.canonical.dbusmenu</a>
 */
@DBusInterfaceName(TrayMenuProtocol.NAME)
public interface TrayMenuProtocol extends DBusInterface {

    String NAME = "com.canonical.dbusmenu";
    String PATH = "/MenuBar";

    /**
     * What there is.
     *
     * @param depth of what is below the parent; -1 for all
     * @param names of the properties that are wanted; empty for all
     */
    @DBusMemberName("GetLayout")
    Pair<UInt32, Layout> layout(int parent, int depth, List<String> names);

    @DBusMemberName("GetGroupProperties")
    List<Described> described(List<Integer> ids, List<String> names);

    @DBusMemberName("GetProperty")
    Variant<?> property(int id, String name);

    /** Something was done with an entry, such as {@code clicked}. */
    @DBusMemberName("Event")
    void event(int id, String kind, Variant<?> data, UInt32 time);

    /** The same of several; answers the numbers that there are not. */
    @DBusMemberName("EventGroup")
    List<Integer> events(List<Happened> events);

    /** Whether it has to be asked for anew before it is shown. */
    @DBusMemberName("AboutToShow")
    boolean aboutToShow(int id);

    /** The same of several; answers those, and the numbers that there are not. */
    @DBusMemberName("AboutToShowGroup")
    Pair<List<Integer>, List<Integer>> aboutToShow(List<Integer> ids);

    /** Two answers of one question. */
    final class Pair<A, B> extends Tuple {

        @Position(0)
        public final A first;

        @Position(1)
        public final B second;

        public Pair(A first, B second) {
            this.first = first;
            this.second = second;
        }
    }

    /** An entry with what is below it. */
    final class Layout extends Struct {

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

    /** An entry alone. */
    final class Described extends Struct {

        @Position(0)
        public final int id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        public Described(int id, Map<String, Variant<?>> properties) {
            this.id = id;
            this.properties = properties;
        }
    }

    /** An entry, what was done with it, what belongs to that, and when. */
    final class Happened extends Struct {

        @Position(0)
        public final int id;

        @Position(1)
        public final String kind;

        @Position(2)
        public final Variant<?> data;

        @Position(3)
        public final UInt32 time;

        public Happened(int id, String kind, Variant<?> data, UInt32 time) {
            this.id = id;
            this.kind = kind;
            this.data = data;
            this.time = time;
        }
    }
}

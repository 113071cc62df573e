package dev.lastframe.app.desktop;

import java.util.List;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;

/**
 * What a tray asks of an item.
 *
 * @see <a
 *     href="https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierItem/">
 *     StatusNotifierItem</a>
 */
@DBusInterfaceName(TrayItemProtocol.NAME)
public interface TrayItemProtocol extends DBusInterface {

    String NAME = "org.kde.StatusNotifierItem";
    String PATH = "/StatusNotifierItem";

    @DBusMemberName("Activate")
    void activate(int x, int y);

    @DBusMemberName("SecondaryActivate")
    void secondaryActivate(int x, int y);

    /** Only where the tray does not show the menu by itself. */
    @DBusMemberName("ContextMenu")
    void contextMenu(int x, int y);

    @DBusMemberName("Scroll")
    void scroll(int delta, String orientation);

    /** A picture: width and height in pixels, ARGB with the first byte first. */
    final class Picture extends Struct {

        @Position(0)
        public final int width;

        @Position(1)
        public final int height;

        @Position(2)
        public final byte[] argb;

        public Picture(int width, int height, byte[] argb) {
            this.width = width;
            this.height = height;
            this.argb = argb;
        }
    }

    /** What is shown to who points at it: the name of an icon, its pictures, title and text. */
    final class Tip extends Struct {

        @Position(0)
        public final String icon;

        @Position(1)
        public final List<Picture> pictures;

        @Position(2)
        public final String title;

        @Position(3)
        public final String text;

        public Tip(String icon, List<Picture> pictures, String title, String text) {
            this.icon = icon;
            this.pictures = pictures;
            this.title = title;
            this.text = text;
        }
    }
}

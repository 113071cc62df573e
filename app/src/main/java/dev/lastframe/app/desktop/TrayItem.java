package dev.lastframe.app.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.Variant;

/** The item itself, as the bus has it. Asked by threads of the bus; never blocks. */
final class TrayItem implements TrayItemProtocol, Properties {

    /** In pixels: as large as panels draw it, at a scale of one and of two. */
    private static final int[] SIZES = {24, 48};

    private static final String PICTURES = "a(iiay)";

    private final TrayIcon icon;
    private final Runnable activated;
    private volatile TrayState state;

    TrayItem(TrayState state, TrayIcon icon, Runnable activated) {
        this.state = state;
        this.icon = icon;
        this.activated = activated;
    }

    void state(TrayState now) {
        state = now;
    }

    @Override
    public void activate(int x, int y) {
        activated.run();
    }

    @Override
    public void secondaryActivate(int x, int y) {
        activated.run();
    }

    @Override
    public void contextMenu(int x, int y) {
        activated.run();
    }

    @Override
    public void scroll(int delta, String orientation) {
        // there is nothing to turn
    }

    @Override
    public Map<String, Variant<?>> GetAll(String interfaceName) {
        if (!interfaceName.equals(NAME)) {
            return Map.of();
        }
        TrayState now = state;
        return Map.ofEntries(
                Map.entry("Category", new Variant<>("ApplicationStatus")),
                Map.entry("Id", new Variant<>("lastframe")),
                Map.entry("Title", new Variant<>(now.title())),
                Map.entry("Status", new Variant<>("Active")),
                Map.entry("WindowId", new Variant<>(0)),
                Map.entry("ItemIsMenu", new Variant<>(false)),
                Map.entry("Menu", new Variant<>(new DBusPath(TrayMenu.PATH))),
                Map.entry("IconThemePath", new Variant<>("")),
                // a name would be looked up in a theme, which knows no other icon while recording
                Map.entry("IconName", new Variant<>("")),
                Map.entry("IconPixmap", new Variant<>(pictures(now.recording()), PICTURES)),
                Map.entry("OverlayIconName", new Variant<>("")),
                Map.entry("OverlayIconPixmap", new Variant<>(List.<Picture>of(), PICTURES)),
                Map.entry("AttentionIconName", new Variant<>("")),
                Map.entry("AttentionIconPixmap", new Variant<>(List.<Picture>of(), PICTURES)),
                Map.entry("AttentionMovieName", new Variant<>("")),
                Map.entry(
                        "ToolTip",
                        new Variant<>(
                                new Tip("", List.of(), now.title(), now.text()),
                                "(s" + PICTURES + "ss)")));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
    public <A> A Get(String interfaceName, String propertyName) {
        return (A) TrayProperties.one(GetAll(interfaceName), propertyName);
    }

    @Override
    public <A> void Set(String interfaceName, String propertyName, A value) {
        throw TrayProperties.readOnly(propertyName);
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }

    private List<Picture> pictures(boolean recording) {
        List<Picture> all = new ArrayList<>();
        for (int size : SIZES) {
            int[] pixels = icon.pixels(size, recording);
            byte[] bytes = new byte[pixels.length * Integer.BYTES];
            for (int i = 0; i < pixels.length; i++) {
                for (int j = 0; j < Integer.BYTES; j++) {
                    bytes[i * Integer.BYTES + j] = (byte) (pixels[i] >> (24 - 8 * j));
                }
            }
            all.add(new Picture(size, size, bytes));
        }
        return all;
    }
}

package dev.lastframe.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.fx.WindowIcons;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An item in a tray, on a real bus. */
@Tag("beside")
@Timeout(600)
final class TrayIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private TestBus bus;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        bus = TestBus.start(folder, "bus");
    }

    @AfterEach
    void end() {
        bus.close();
        background.close();
    }

    @Test
    void anItemIsReadAndPressed() {
        TrayDesk desk = new TrayDesk(bus, true);
        String item;
        try (Tray tray = tray()) {
            item = desk.awaitItem();
            assertThat(item).startsWith("org.kde.StatusNotifierItem-");
            assertThat(desk.properties(item).keySet())
                    .contains("Category", "Id", "IconPixmap", "ItemIsMenu", "Menu", "ToolTip");
            assertThat(desk.property(item, "Id")).isEqualTo("lastframe");
            assertThat(desk.property(item, "Status")).isEqualTo("Active");
            assertThat(desk.property(item, "Title")).isEqualTo("Lastframe");
            assertThat(desk.property(item, "ItemIsMenu")).isEqualTo(false);
            assertPictures(desk, item, false);
            assertThat(desk.menu(item)).containsExactly("Record", "-", "Quit");
            desk.clicks(item);
            desk.chooses(item, "Quit");
            awaits("both were done", () -> done.size() == 2);
            assertThat(done).containsExactly("click", "Quit");

            int record = desk.number(item, "Record");
            tray.show(
                    new TrayState(
                            true, "Recording", "3 min", List.of(entry("Stop"), entry("Pause"))));
            awaits("it is told", () -> desk.signals().contains("LayoutUpdated"));
            assertThat(desk.signals())
                    .containsExactlyInAnyOrder(
                            "NewIcon", "NewTitle", "NewToolTip", "LayoutUpdated");
            assertPictures(desk, item, true);
            assertThat(desk.property(item, "Title")).isEqualTo("Recording");
            assertThat((Object[]) desk.property(item, "ToolTip")).endsWith("Recording", "3 min");
            assertThat(desk.menu(item)).containsExactly("Stop", "Pause");
            desk.press(item, record);
            assertThat(done).as("a menu that was drawn before does nothing else").hasSize(2);

            tray.show(
                    new TrayState(
                            true, "Recording", "4 min", List.of(entry("Stop"), entry("Pause"))));
            awaits("the tip is told", () -> desk.signals().size() == 5);
            assertThat(desk.signals().getLast()).isEqualTo("NewToolTip");
            assertThat(desk.taken()).hasSize(1);
        }
        awaits("it has gone", () -> !desk.isThere(item));
    }

    @Test
    void itComesWithTheTrayAndAgainWithTheNextOne() {
        try (Tray tray = tray()) {
            assertThat(tray).isNotNull();
            TrayDesk first = new TrayDesk(bus, false);
            awaits("it was asked whether items are drawn", first::wasAsked);
            assertThat(first.isThere("org.kde.StatusNotifierWatcher")).isTrue();
            assertThat(first.taken()).isEmpty();
            first.draws();
            String item = first.awaitItem();
            first.close();
            awaits("it has gone", () -> !isKept());
            TrayDesk second = new TrayDesk(bus, true);
            assertThat(second.awaitItem()).isEqualTo(item);
            second.chooses(item, "Record");
            awaits("it is done", () -> done.contains("Record"));
        }
    }

    @Test
    void withoutABusThereIsNone() {
        try (Tray tray =
                new Tray(
                        "unix:path=" + folder.resolve("none"),
                        state(),
                        WindowIcons::pixels,
                        () -> {},
                        background)) {
            tray.show(state());
        }
        background.close();
        assertThat(done).isEmpty();
    }

    private boolean isKept() {
        try (DBusConnection other = bus.connect()) {
            return other.getRemoteObject(
                            "org.freedesktop.DBus",
                            "/org/freedesktop/DBus",
                            org.freedesktop.dbus.interfaces.DBus.class)
                    .NameHasOwner("org.kde.StatusNotifierWatcher");
        } catch (DBusException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Tray tray() {
        return new Tray(
                bus.address(), state(), WindowIcons::pixels, () -> done.add("click"), background);
    }

    private TrayState state() {
        return new TrayState(
                false,
                "Lastframe",
                "Nothing is recorded.",
                List.of(
                        entry("Record"),
                        new TrayState.Entry("Pause", false, () -> done.add("Pause")),
                        TrayState.Entry.LINE,
                        entry("Quit")));
    }

    private TrayState.Entry entry(String words) {
        return new TrayState.Entry(words, true, () -> done.add(words));
    }

    private static void assertPictures(TrayDesk desk, String item, boolean red) {
        List<?> pictures = (List<?>) desk.property(item, "IconPixmap");
        assertThat(pictures).hasSize(2);
        for (Object picture : pictures) {
            Object[] parts = (Object[]) picture;
            int size = (Integer) parts[0];
            assertThat(parts[1]).isEqualTo(size);
            List<?> bytes = (List<?>) parts[2];
            assertThat(bytes).hasSize(size * size * 4);
            int row = (int) (size * 0.57);
            int column = (int) (size * 0.44);
            int disc = 4 * (row * size + column);
            assertThat(channel(bytes, disc)).as("it is opaque").isEqualTo(0xFF);
            boolean isRed = channel(bytes, disc + 1) > 180 && channel(bytes, disc + 2) < 80;
            assertThat(isRed).isEqualTo(red);
        }
    }

    private static int channel(List<?> bytes, int at) {
        return (Byte) bytes.get(at) & 0xFF;
    }

    private static void awaits(String what, BooleanSupplier condition) {
        Waits.eventually(LIMIT, what, condition);
    }
}

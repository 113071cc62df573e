package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.WindowUnderTest;
import dev.lastframe.app.desktop.TestBus;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/**
 * A person at the window: real keys and clicks that pass through the X server, and what there is to
 * see. Used by the test's thread; blocks.
 */
final class Person implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern NUMBER = Pattern.compile("[\\d,]+");

    /** Presses that follow each other faster are one. */
    private static final long ONE_PRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** More stops of the Tab key than the window has. */
    private static final int MOST_STOPS = 30;

    private static final int MOST_CLICKS = 10;

    /** No title bar is higher. */
    private static final double FRAME = 32;

    private final Path home;
    private final FxRobot robot = new FxRobot();
    private WindowUnderTest window;

    /** Of the program, besides its places. */
    private final Map<String, String> environment = new HashMap<>();

    /** Whether its window steps out of the way, and greets. */
    private boolean attended;

    /** When the last press or click was over. */
    private long actedNanos = System.nanoTime();

    Person(Path home) {
        this.home = home;
    }

    // ---- opens and closes

    /** Begins with these settings, such as {@code "fps":20}, besides where the window is. */
    void hasSettings(String json) throws IOException {
        Path file = home.resolve("config/lastframe/settings.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "{\"keptByAnotherVersion\":1,\"window\":{\"x\":60,\"y\":40}," + json + "}");
    }

    /** Has a sound server, which no window of a test has otherwise. */
    void hears(SoundServer server) {
        environment.putAll(server.environment());
    }

    /** Is on a desktop whose programs meet on this bus. */
    void isOn(TestBus bus) {
        environment.put("DBUS_SESSION_BUS_ADDRESS", bus.address());
        environment.put("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    }

    /** Sits before a desktop that shows no screen to a program that does not ask. */
    void isOnWayland(WaylandDesktop desktop) {
        environment.putAll(
                Map.of(
                        "XDG_SESSION_TYPE", "wayland",
                        "WAYLAND_DISPLAY", "wayland-0",
                        "DBUS_SESSION_BUS_ADDRESS", desktop.address()));
    }

    /** With the settings that there are; at the upper left of the screen where there are none. */
    void opensTheWindow() {
        try {
            if (Files.notExists(home.resolve("config"))) {
                hasSettings("\"fps\":30");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        window = WindowUnderTest.open(home, attended, environment);
        awaits("the window has the keyboard", () -> stage().isFocused());
        // and the X server says so too: a key that comes before is lost
        new Desktop(VirtualScreenListener.screen()).awaitFocusedWindow("Lastframe");
        awaits("the window knows the screens", () -> !text("#what").isEmpty());
    }

    /** The same as somebody has it whose keys are not pressed by a program. */
    void opensTheWindowAttended() {
        attended = true;
        opensTheWindow();
    }

    /** Waits for the end that the person brought about, and says what became of the recording. */
    Optional<Outcome> awaitsTheEnd() {
        return window.awaitClosed();
    }

    /** What the person wanted the desktop to open. */
    List<Path> opened() {
        return window.opened();
    }

    /** Closes the window, if there is one. May be called twice. */
    @Override
    public void close() {
        if (window != null) {
            window.close();
        }
    }

    // ---- does

    /** Presses keys together and releases them. */
    void presses(KeyCode... keys) {
        robot.push(keys);
    }

    /** Not sooner after the last press or click than a person who has thought. */
    void pressesF9() {
        thinks();
        presses(KeyCode.F9);
        actedNanos = System.nanoTime();
    }

    /**
     * Twice at once.
     *
     * @return whether the window got the second press within the time of one, which a busy computer
     *     may not let it
     */
    boolean pressesF9Twice() {
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        thinks();
        Fx.run(() -> {
            stage().addEventFilter(KeyEvent.KEY_PRESSED, event -> arrivals.add(System.nanoTime()));
            Robot keys = new Robot();
            for (int i = 0; i < 2; i++) {
                keys.keyPress(KeyCode.F9);
                keys.keyRelease(KeyCode.F9);
            }
        });
        awaits("both presses arrived", () -> arrivals.size() == 2);
        actedNanos = System.nanoTime();
        return arrivals.getLast() - arrivals.getFirst() < ONE_PRESS_NANOS;
    }

    /**
     * So fast that the window hears of the last thing before it did the first.
     *
     * @param what names of controls, which are clicked, and keys
     */
    void doesAtOnce(Object... what) {
        thinks();
        Fx.run(() -> {
            Robot hand = new Robot();
            for (Object each : what) {
                if (each instanceof KeyCode key) {
                    hand.keyPress(key);
                    hand.keyRelease(key);
                } else {
                    Node node = scene().lookup(String.valueOf(each));
                    Bounds at = node.localToScreen(node.getLayoutBounds());
                    hand.mouseMove(at.getCenterX(), at.getCenterY());
                    hand.mouseClick(MouseButton.PRIMARY);
                }
            }
        });
        actedNanos = System.nanoTime();
    }

    /** Clicks in the middle of a control; again where it moved away meanwhile. */
    void clicks(String id) {
        boolean hit = false;
        for (int i = 0; i < MOST_CLICKS && !hit; i++) {
            thinks();
            hit = hits(id);
            actedNanos = System.nanoTime();
        }
        assertThat(hit).as("a click hits " + id).isTrue();
    }

    /** Whether it was the control that got the click. */
    private boolean hits(String id) {
        CompletableFuture<Boolean> hit = new CompletableFuture<>();
        EventHandler<MouseEvent> filter =
                press -> {
                    Node node = scene().lookup(id);
                    hit.complete(node != null && within(node).contains(press.getTarget()));
                };
        Fx.run(() -> stage().addEventFilter(MouseEvent.MOUSE_PRESSED, filter));
        try {
            robot.clickOn(id);
            return hit.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } finally {
            Fx.run(() -> stage().removeEventFilter(MouseEvent.MOUSE_PRESSED, filter));
        }
    }

    /** Goes to the next control, and is there: a key takes its way through the X server. */
    void pressesTab() {
        String before = focused();
        presses(KeyCode.TAB);
        awaits("the Tab key leaves " + before, () -> !focused().equals(before));
    }

    /** Goes to a control by the Tab key alone. */
    void goesTo(String id) {
        for (int i = 0; i < MOST_STOPS && !focused().equals(id); i++) {
            pressesTab();
        }
        if (!focused().equals(id)) {
            throw new AssertionError("the Tab key does not reach " + id);
        }
    }

    /** Chooses the next or the one before in a list, by the arrow keys. */
    void chooses(String id, KeyCode arrow) {
        goesTo(id);
        String before = text(id);
        presses(arrow);
        awaits("something else is chosen in " + id, () -> !text(id).equals(before));
    }

    /** Types digits in place of what stands in a field. */
    void types(String id, String digits) {
        goesTo(id);
        presses(KeyCode.CONTROL, KeyCode.A);
        digits.chars().forEach(digit -> presses(KeyCode.valueOf("DIGIT" + (char) digit)));
        awaits(digits + " stands in " + id, () -> text(id).equals(digits));
    }

    void erases(String id) {
        goesTo(id);
        presses(KeyCode.CONTROL, KeyCode.A);
        presses(KeyCode.DELETE);
        awaits(id + " is empty", () -> text(id).isEmpty());
    }

    void movesTheWindowTo(int x, int y) {
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        Fx.run(() -> {
            stage().setX(x);
            stage().setY(y);
        });
        // The two are two moves, of each of which the window is told; the last one counts.
        Waits.eventually(
                LIMIT,
                "the X server has the window at %d,%d".formatted(x, y),
                () -> desktop.placeOfFocused().equals(contentAt(x, y)));
        awaitsTheWindowAt(x, y);
    }

    void iconifies() {
        Fx.run(() -> stage().setIconified(true));
    }

    /** The system's own dialog, which is no window of JavaFX's. */
    void seesAndCancelsTheDialog(String title) {
        Desktop desktop = new Desktop(VirtualScreenListener.screen());
        desktop.awaitFocusedWindow(title);
        awaits("the FX thread works while the dialog is open", () -> stage().isShowing());
        desktop.key("Escape");
        desktop.awaitNoWindow(title);
        awaits("the window has the keyboard again", () -> stage().isFocused());
    }

    // ---- sees

    /** Asks the FX thread until it is so. */
    void awaits(String what, BooleanSupplier condition) {
        Waits.eventually(LIMIT, what, () -> Fx.get(condition::getAsBoolean));
    }

    /** Fails with all that the window says instead. */
    void awaitsTitle(String pattern) {
        try {
            awaits("the title is like " + pattern, () -> stage().getTitle().matches(pattern));
        } catch (AssertionError other) {
            throw new AssertionError("\"" + title() + "\": " + textsIn(".root"), other);
        }
    }

    String title() {
        return Fx.get(() -> stage().getTitle());
    }

    /** Whether the disc in the window's icon has the colour of recording. */
    boolean iconIsRed() {
        Image icon = Fx.get(() -> stage().getIcons().getLast());
        int x = (int) (icon.getWidth() * 0.44);
        int y = (int) (icon.getHeight() * 0.57);
        Color disc = icon.getPixelReader().getColor(x, y);
        return disc.getRed() > 0.7 && disc.getGreen() < 0.3 && disc.getBlue() < 0.3;
    }

    /** Waits until the window is at this place, decorations included. */
    void awaitsTheWindowAt(double x, double y) {
        awaitsTheWindowAt(x, y, 1);
    }

    /** The same, give or take the frame: a window manager that is late has it counted twice. */
    void awaitsTheWindowBy(double x, double y) {
        awaitsTheWindowAt(x, y, FRAME);
    }

    private void awaitsTheWindowAt(double x, double y, double margin) {
        try {
            awaits("the window is at %.0f,%.0f".formatted(x, y), () -> isAt(x, y, margin));
        } catch (AssertionError elsewhere) {
            throw new AssertionError(
                    "the window is at " + stage().getX() + "," + stage().getY(), elsewhere);
        }
    }

    /** Whether it is there and shown. */
    boolean sees(String id) {
        return Fx.get(() -> {
            Node node = scene().lookup(id);
            return node != null && shown(node);
        });
    }

    /** The words in a label, button, list or field; empty where there are none. */
    String text(String id) {
        return Fx.get(() -> {
            Node node = scene().lookup(id);
            return node == null ? "" : words(node);
        });
    }

    /** The first number in its words, or -1. */
    long number(String id) {
        Matcher matcher = NUMBER.matcher(text(id));
        return matcher.find() ? Long.parseLong(matcher.group().replace(",", "")) : -1;
    }

    /** All words in it that are shown. */
    List<String> textsIn(String id) {
        return Fx.get(() ->
                within(scene().lookup(id)).stream()
                        .filter(node -> shown(node) && !isPartOfLine(node))
                        .map(Person::words)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    /** Which control has the keyboard, such as {@code #record}. */
    String focused() {
        return Fx.get(() -> {
            Node owner = scene().getFocusOwner();
            return owner == null ? "" : "#" + owner.getId();
        });
    }

    Scene scene() {
        return stage().getScene();
    }

    /** The node and all below it. */
    static List<Node> within(Node node) {
        List<Node> found = new ArrayList<>(List.of(node));
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(within(child)));
        }
        return found;
    }

    static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    Stage stage() {
        return window.stage();
    }

    private boolean isAt(double x, double y, double margin) {
        return Math.abs(stage().getX() - x) <= margin && Math.abs(stage().getY() - y) <= margin;
    }

    /** Where the window's content is when the window with its frame is at this place. */
    private List<Integer> contentAt(int x, int y) {
        return Fx.get(() -> List.of((int) (x + scene().getX()), (int) (y + scene().getY())));
    }

    private static String words(Node node) {
        return switch (node) {
            case Labeled label -> String.valueOf(label.getText());
            case TextInputControl field -> field.getText();
            case ComboBox<?> list -> chosen(list);
            case Parent line when isLine(line) -> line.getAccessibleText();
            default -> "";
        };
    }

    /** A line that is made of several labels, as each digit is one. */
    private static boolean isLine(Parent node) {
        return node.getAccessibleRole() == AccessibleRole.TEXT
                && !(node instanceof Labeled)
                && node.getAccessibleText() != null;
    }

    private static boolean isPartOfLine(Node node) {
        return node.getParent() != null && isLine(node.getParent());
    }

    private static <T> String chosen(ComboBox<T> list) {
        return list.getConverter().toString(list.getValue());
    }

    private void thinks() {
        long left = ONE_PRESS_NANOS - (System.nanoTime() - actedNanos);
        if (left >= 0) {
            Waits.pause(Duration.ofNanos(left).plusMillis(10));
        }
    }
}

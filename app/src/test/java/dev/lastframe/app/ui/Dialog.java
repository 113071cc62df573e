package dev.lastframe.app.ui;

import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;

/**
 * A person at the dialog of a bug report: real keys, clicks and drags that pass through the X
 * server, counted. Used by the test's thread; blocks.
 */
final class Dialog {

    static final String TITLE = "Report a bug";

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int MOST_STOPS = 60;
    private static final Duration LOOK = Duration.ofMillis(100);

    /** As often in a row it has to be in one place. */
    private static final int STEADY = 5;

    /** The same of one that is clicked. */
    private static final int STILL = 3;

    /** A window manager's frame is no wider. */
    private static final double FRAME = 64;

    private final FxRobot robot = new FxRobot();
    private int clicks;

    /** Waits until it is there and has the keyboard. */
    void awaitsIt() {
        awaits("the dialog is shown", () -> stage().isPresent());
        new Desktop(VirtualScreenListener.screen()).awaitFocusedWindow(TITLE);
        awaits(
                "all of it is there",
                () -> isShown("#bug-of") && isShown("#bug-items") && isShown("#bug-subject"));
        awaitsTheRecording();
        awaitsPlace();
    }

    /** Fails with what the dialog says instead. */
    private void awaitsTheRecording() {
        try {
            awaits("the recording was looked at", () -> !words("#bug-of").startsWith("Looking"));
        } catch (AssertionError refused) {
            throw new AssertionError(
                    text("#bug-trouble-code") + ": " + text("#bug-trouble-text"), refused);
        }
    }

    /** Waits until there is something to be covered. */
    void awaitsThePicture() {
        awaits("the picture is shown", () -> isPicture("#bug-picture"));
    }

    /** Whether a picture is to be seen in a part. */
    boolean hasPicture(String id) {
        return Fx.get(() -> isPicture(id));
    }

    private boolean isPicture(String id) {
        return image(id).isPresent();
    }

    private Optional<Image> image(String id) {
        return scene().map(scene -> scene.lookup(id + " .image-view"))
                .map(ImageView.class::cast)
                .map(ImageView::getImage);
    }

    /** The colour of a picture at a part of its sides. */
    Rgb pixel(String id, double x, double y) {
        return Fx.get(() -> {
            Image image = image(id).orElseThrow();
            int argb =
                    image.getPixelReader()
                            .getArgb((int) (image.getWidth() * x), (int) (image.getHeight() * y));
            return new Rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
        });
    }

    /** What can be used or looked at, and has no name for who hears it. */
    List<String> unnamed() {
        return Fx.get(() ->
                told().stream().filter(node -> name(node).isBlank()).map(Node::toString).toList());
    }

    /** How many there are. */
    int named() {
        return Fx.get(() -> told().size());
    }

    private List<Node> told() {
        return Person.within(scene().orElseThrow().getRoot()).stream()
                .filter(Person::shown)
                .filter(Dialog::says)
                .toList();
    }

    private static boolean says(Node node) {
        if (node instanceof Labeled label && !name(label).isEmpty()) {
            return true;
        }
        boolean picture =
                node.getAccessibleRole() == AccessibleRole.IMAGE_VIEW
                        && !(node instanceof ImageView);
        return node.isFocusTraversable() || picture;
    }

    private static String name(Node node) {
        if (node.getAccessibleText() != null) {
            return node.getAccessibleText();
        }
        return node instanceof Labeled label && label.getText() != null ? label.getText() : "";
    }

    /** A window that was just shown may still be moved: a click would meet another place. */
    private void awaitsPlace() {
        awaits("it stands in the middle of the screen", this::standsInTheMiddle);
        awaitsStill("#bug-make", STEADY);
    }

    /** What is filled with its parts one after the other is clicked where it stays. */
    private void awaitsStill(String id, int enough) {
        List<Bounds> seen = new ArrayList<>();
        Waits.eventually(
                LIMIT,
                id + " stands still",
                () -> {
                    seen.add(bounds(id));
                    Waits.pause(LOOK);
                    int looks = seen.size();
                    return looks >= enough
                            && seen.subList(looks - enough, looks).stream().distinct().count() == 1;
                });
    }

    private boolean standsInTheMiddle() {
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        return stage().filter(stage ->
                        isNear(
                                        stage.getX() + stage.getWidth() / 2,
                                        room.getMinX() + room.getWidth() / 2)
                                && isNear(
                                        stage.getY() + stage.getHeight() / 2,
                                        room.getMinY() + room.getHeight() / 2))
                .isPresent();
    }

    private static boolean isNear(double place, double middle) {
        return Math.abs(place - middle) <= FRAME;
    }

    /** How often something was clicked or dragged. */
    int clicks() {
        return clicks;
    }

    void clicks(String id) {
        awaits(id + " is there", () -> isShown(id));
        awaitsStill(id, STILL);
        clicks++;
        robot.clickOn(centre(id));
    }

    /** Clicks on a part of a control, from 0 to 1 of its sides. */
    void clicks(String id, double x, double y) {
        awaits(id + " is there", () -> isShown(id));
        awaitsStill(id, STILL);
        clicks++;
        robot.clickOn(point(bounds(id), x, y));
    }

    /** Drags a control to a part of another one's width. */
    void dragsTo(String id, String over, double x) {
        awaitsStill(id, STILL);
        Point2D to = point(bounds(over), x, 0.5);
        clicks++;
        robot.moveTo(centre(id));
        robot.press(MouseButton.PRIMARY);
        robot.moveTo(centre(id).midpoint(to));
        robot.moveTo(to);
        robot.release(MouseButton.PRIMARY);
    }

    /** Drags so fast that the window hears of all of it at once, the places between left out. */
    void flicksTo(String id, String over, double x) {
        awaitsStill(id, STILL);
        Point2D from = centre(id);
        Point2D to = point(bounds(over), x, 0.5);
        clicks++;
        Platform.runLater(() -> {
            Robot hand = new Robot();
            hand.mouseMove(from);
            hand.mousePress(MouseButton.PRIMARY);
            hand.mouseMove(to);
            hand.mouseRelease(MouseButton.PRIMARY);
        });
    }

    void presses(KeyCode... keys) {
        robot.push(keys);
    }

    void types(String text) {
        robot.write(text);
    }

    /** Goes to a control by the Tab key alone. */
    void goesTo(String id) {
        for (int i = 0; i < MOST_STOPS && !focused().equals(id); i++) {
            String before = focused();
            presses(KeyCode.TAB);
            awaits("the Tab key leaves " + before, () -> !focused().equals(before));
        }
        if (!focused().equals(id)) {
            throw new AssertionError("the Tab key does not reach " + id);
        }
    }

    /** Drags over a part of a control, from 0 to 1 of its sides. */
    void drags(String id, double x0, double y0, double x1, double y1) {
        awaitsStill(id, STILL);
        Bounds at = bounds(id);
        clicks++;
        robot.moveTo(point(at, x0, y0));
        robot.press(MouseButton.PRIMARY);
        robot.moveTo(point(at, (x0 + x1) / 2, (y0 + y1) / 2));
        robot.moveTo(point(at, x1, y1));
        robot.release(MouseButton.PRIMARY);
    }

    /** Drags what a control hands over to a place on the screen. */
    void dragsOut(String id, Point2D to) {
        awaitsStill(id, STILL);
        robot.moveTo(centre(id));
        robot.press(MouseButton.PRIMARY);
        robot.moveBy(12, 6);
        robot.moveTo(to.add(-8, -4));
        robot.moveTo(to);
        robot.release(MouseButton.PRIMARY);
    }

    private static Point2D point(Bounds at, double x, double y) {
        return new Point2D(at.getMinX() + at.getWidth() * x, at.getMinY() + at.getHeight() * y);
    }

    private Point2D centre(String id) {
        return point(bounds(id), 0.5, 0.5);
    }

    private Bounds bounds(String id) {
        return Fx.get(() -> {
            Node node = node(id).orElseThrow(() -> new AssertionError(id + " is not there"));
            return node.localToScreen(node.getLayoutBounds());
        });
    }

    /** Whether all of it lies in the window. */
    boolean isInside(String id) {
        return Fx.get(() -> {
            Node node = node(id).orElseThrow(() -> new AssertionError(id + " is not there"));
            Bounds there = node.localToScene(node.getLayoutBounds());
            return there.getMinX() >= 0
                    && there.getMinY() >= 0
                    && there.getMaxX() <= node.getScene().getWidth()
                    && there.getMaxY() <= node.getScene().getHeight();
        });
    }

    /** Turns the wheel over a control. */
    void scrollsDown(String id, int notches) {
        awaitsStill(id, STILL);
        robot.moveTo(centre(id));
        robot.scroll(notches, VerticalDirection.DOWN);
    }

    /** Whether all of it is in sight in the list that it can be scrolled in. */
    boolean isInList(String id) {
        return Fx.get(() -> {
            Node node = node(id).orElseThrow(() -> new AssertionError(id + " is not there"));
            Node list = node;
            while (!list.getStyleClass().contains("viewport")) {
                list = list.getParent();
            }
            Bounds there = list.sceneToLocal(node.localToScene(node.getLayoutBounds()));
            return there.getMinY() >= 0 && there.getMaxY() <= list.getLayoutBounds().getHeight();
        });
    }

    void awaits(String what, BooleanSupplier condition) {
        Waits.eventually(LIMIT, what, () -> Fx.get(condition::getAsBoolean));
    }

    /** Where it is on the screen. */
    Rectangle2D place() {
        return Fx.get(() -> {
            Stage stage = stage().orElseThrow();
            return new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        });
    }

    /** How many there are. */
    long count() {
        return Fx.get(() -> stages().count());
    }

    boolean isOpen() {
        return Fx.get(() -> stage().isPresent());
    }

    /** Whether it waits until somebody fetches it. */
    boolean isIcon() {
        return Fx.get(() -> stage().filter(Stage::isIconified).isPresent());
    }

    /** Whether it is there, in sight or not. */
    boolean has(String id) {
        return Fx.get(() -> node(id).isPresent());
    }

    boolean isChosen(String id) {
        return Fx.get(() ->
                node(id).filter(node -> node instanceof ToggleButton it && it.isSelected())
                        .isPresent());
    }

    /** Whether nothing can be done with it for now. */
    boolean isLocked(String id) {
        return Fx.get(() -> node(id).filter(Node::isDisabled).isPresent());
    }

    boolean sees(String id) {
        return Fx.get(() -> isShown(id));
    }

    String text(String id) {
        return Fx.get(() -> words(id));
    }

    /** What stands in the labels of a part that have a style. */
    List<String> textsIn(String id, String style) {
        return Fx.get(() ->
                node(id).map(part ->
                                part.lookupAll(style).stream()
                                        .filter(Labeled.class::isInstance)
                                        .map(label -> ((Labeled) label).getText())
                                        .toList())
                        .orElse(List.of()));
    }

    /** What is said of a control to who does not see it. */
    String heard(String id) {
        return Fx.get(() -> node(id).map(Node::getAccessibleText).orElse(""));
    }

    String focused() {
        return Fx.get(() ->
                scene().map(Scene::getFocusOwner).map(owner -> "#" + owner.getId()).orElse(""));
    }

    /** What was copied as a file; empty where none was. */
    Optional<Path> copiedFile() {
        return Fx.get(() ->
                Clipboard.getSystemClipboard().getFiles().stream().findFirst().map(File::toPath));
    }

    String copiedText() {
        return Fx.get(() -> Clipboard.getSystemClipboard().getString());
    }

    private boolean isShown(String id) {
        return node(id).filter(Person::shown).isPresent();
    }

    private String words(String id) {
        return node(id).map(node ->
                        switch (node) {
                            case Labeled label -> String.valueOf(label.getText());
                            case TextInputControl field -> field.getText();
                            default -> "";
                        })
                .orElse("");
    }

    private Optional<Node> node(String id) {
        return scene().map(scene -> scene.lookup(id));
    }

    Optional<Scene> scene() {
        return stage().map(Stage::getScene);
    }

    private static Optional<Stage> stage() {
        return stages().findFirst();
    }

    private static Stream<Stage> stages() {
        return Window.getWindows().stream()
                .filter(Stage.class::isInstance)
                .map(Stage.class::cast)
                .filter(stage -> TITLE.equals(stage.getTitle()) && stage.isShowing());
    }
}

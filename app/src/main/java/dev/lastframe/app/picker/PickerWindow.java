package dev.lastframe.app.picker;

import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.app.theme.Theme;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.frame.Rect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.util.Subscription;

/** A full-screen window on every screen. Made and used by the FX thread. */
public final class PickerWindow implements Picker {

    /** So many pixels a step with Ctrl. */
    private static final int FAR = 20;

    private final Messages messages;
    private final ThemeChoice theme;
    private final Runnable handBack;
    private final List<Stage> stages = new ArrayList<>();
    private final List<ScreenView> views = new ArrayList<>();
    private Subscription following = Subscription.EMPTY;
    private Consumer<Optional<Picked>> done = nobody -> {};

    /**
     * @param handBack gives the keyboard to the window that this was opened from. Done while ours
     *     still has it: when that has gone a window manager chooses who is next, and takes a wish
     *     for the keyboard then for one that disturbs whoever that is
     */
    public PickerWindow(Messages messages, ThemeChoice theme, Runnable handBack) {
        this.messages = messages;
        this.theme = theme;
        this.handBack = handBack;
    }

    @Override
    public void open(
            DesktopPicture desktop,
            Optional<CaptureTarget.Region> before,
            Consumer<Optional<Picked>> told) {
        if (!stages.isEmpty()) {
            stages.getFirst().toFront();
            return;
        }
        done = told;
        List<ScreenInfo> screens = desktop.screens().stream().map(ScreenPicture::screen).toList();
        PickerModel model = new PickerModel(screens, desktop.windows(), before);
        for (ScreenPicture picture : desktop.screens()) {
            add(model, picture);
        }
        stages.forEach(Stage::show);
        Stage first = stages.getFirst();
        first.toFront();
        first.requestFocus();
        views.getFirst().requestFocus();
    }

    private void add(PickerModel model, ScreenPicture picture) {
        ScreenInfo info = picture.screen();
        Screen screen = nearest(info);
        double scale = screen.getOutputScaleX();
        ScreenView view = new ScreenView(model, messages, picture, scale, stages.isEmpty());
        Scene scene = new Scene(view, info.width() / scale, info.height() / scale);
        following = Subscription.combine(following, new Theme(theme).dress(scene));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> press(model, event));
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.setTitle(messages.text("picker.title"));
        stage.setScene(scene);
        stage.setX(info.x() / scale);
        stage.setY(info.y() / scale);
        stage.setAlwaysOnTop(true);
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreen(true);
        stage.setOnCloseRequest(event -> finish(Optional.empty()));
        stages.add(stage);
        views.add(view);
    }

    /** The screen as JavaFX knows it, whose places are the desktop's divided by its scale. */
    private static Screen nearest(ScreenInfo info) {
        return Screen.getScreens().stream()
                .min(Comparator.comparingDouble((Screen screen) -> distance(screen, info)))
                .orElse(Screen.getPrimary());
    }

    private static double distance(Screen screen, ScreenInfo info) {
        Rectangle2D bounds = screen.getBounds();
        double scale = screen.getOutputScaleX();
        return Math.abs(bounds.getMinX() * scale - info.x())
                + Math.abs(bounds.getMinY() * scale - info.y())
                + Math.abs(bounds.getWidth() * scale - info.width())
                + Math.abs(bounds.getHeight() * scale - info.height());
    }

    private void press(PickerModel model, KeyEvent event) {
        int step = event.isControlDown() ? FAR : 1;
        switch (event.getCode()) {
            case LEFT -> arrow(model, event, -step, 0);
            case RIGHT -> arrow(model, event, step, 0);
            case UP -> arrow(model, event, 0, -step);
            case DOWN -> arrow(model, event, 0, step);
            case TAB -> model.nextWindow(event.isShiftDown() ? -1 : 1);
            case ENTER -> finish(Optional.of(model.selection().get().picked()));
            case ESCAPE -> finish(Optional.empty());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void arrow(PickerModel model, KeyEvent event, int dx, int dy) {
        Rect area;
        if (event.isShiftDown()) {
            model.resize(dx, dy);
            area = model.selection().get().area();
            magnify(area.x() + area.width() - 1, area.y() + area.height() - 1);
        } else {
            model.move(dx, dy);
            area = model.selection().get().area();
            magnify(area.x(), area.y());
        }
    }

    private void magnify(int x, int y) {
        views.stream().filter(view -> view.holds(x, y)).forEach(view -> view.magnify(x, y));
    }

    @Override
    public void close() {
        finish(Optional.empty());
    }

    private void finish(Optional<Picked> picked) {
        if (stages.isEmpty()) {
            return;
        }
        List<Stage> shown = List.copyOf(stages);
        stages.clear();
        views.clear();
        if (shown.stream().anyMatch(Stage::isFocused)) {
            handBack.run();
        }
        shown.forEach(Stage::hide);
        following.unsubscribe();
        following = Subscription.EMPTY;
        done.accept(picked);
    }
}

package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Labeled;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javafx.stage.Popup;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * The pill: always on top, and never takes the keyboard. Where it is in the picture it is hidden
 * until the pointer touches the upper edge of the screen. Made and used by the FX thread.
 */
final class PillWindow {

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private static final int WIDTH = 304;
    private static final int HEIGHT = 32;

    /** Buttons and gaps, and a little for digits that are set wider. */
    private static final int AROUND_TEXT = 176;

    /** How long it says what is recorded. */
    private static final Duration NOTICE = Duration.ofMillis(1500);

    /** Between two looks where the pointer is. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** The pointer may leave it by so much before it hides. */
    private static final double SLACK = 24;

    private final RecordingViewModel model;
    private final WindowServices services;
    private final Stage owner;
    private final Popup popup = new Popup();
    private final PillView view;
    private Optional<Robot> robot = Optional.empty();
    private Optional<PillPlace> place = Optional.empty();
    private Later.Cancel looking = () -> {};
    private Later.Cancel noticing = () -> {};
    private boolean notice;

    /** A person put it somewhere. */
    private boolean moved;

    private double grabX;
    private double grabY;

    /**
     * @param owner the window that it stands for, iconified meanwhile
     */
    PillWindow(RecordingViewModel model, WindowServices services, Stage owner) {
        this.model = model;
        this.services = services;
        this.owner = owner;
        this.view =
                new PillView(model, !Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW));
        popup.setAutoFix(false);
        popup.setAutoHide(false);
        popup.setHideOnEscape(false);
        view.setPrefSize(WIDTH, HEIGHT);
        popup.getContent().add(view);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::grabbed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        model.header().subscribe(this::refresh);
    }

    /** The recording's first picture may be taken: the pill may come where it is not recorded. */
    void begin() {
        moved = false;
        List<ScreenInfo> screens = screens();
        String words = model.noticeText();
        place = findPlace(screens, WIDTH);
        // the notice is wider: it may need another place, or have none
        Optional<PillPlace> wide =
                findPlace(screens, Math.max(WIDTH, noticeWidth(words)))
                        .filter(at -> !at.inPicture());
        place.ifPresent(at -> {
            notice = wide.isPresent() && !at.inPicture();
            if (at.inPicture()) {
                look();
            } else if (notice) {
                view.say(words);
                show(wide.get());
                noticing = services.later().after(NOTICE, this::noticed);
            } else {
                refresh();
                show(at);
            }
        });
    }

    /** The recording is over, or our own window is back. */
    void end() {
        looking.cancel();
        noticing.cancel();
        place = Optional.empty();
        popup.hide();
    }

    /** Whether it is there, hidden or not. */
    boolean active() {
        return place.isPresent();
    }

    private void noticed() {
        notice = false;
        refresh();
        if (!moved) {
            place.ifPresent(at -> {
                // as wide as before it could come into the picture there
                popup.sizeToScene();
                popup.setX(at.x() / scale());
                popup.setY(at.y() / scale());
            });
        }
    }

    /** How it is dressed is known only when it is shown; its font is the window's. */
    private int noticeWidth(String words) {
        Text text = new Text(words);
        if (owner.getScene().lookup("#detail") instanceof Labeled label) {
            text.setFont(label.getFont());
        }
        return (int) Math.ceil(text.getLayoutBounds().getWidth()) + AROUND_TEXT;
    }

    /** Called whenever the words change; the pill in the picture has none that run. */
    private void refresh() {
        if (place.isPresent()) {
            view.show(model.phase().get());
            if (!notice) {
                view.say(view.running(place.get().inPicture()));
            }
        }
    }

    private List<ScreenInfo> screens() {
        try {
            return services.recordings().screens();
        } catch (CaptureException none) {
            return List.of();
        }
    }

    private Optional<PillPlace> findPlace(List<ScreenInfo> screens, int points) {
        if (screens.isEmpty()) {
            return Optional.empty();
        }
        double scale = scale();
        int width = (int) Math.ceil(points * scale);
        return Optional.of(
                services.recordings().dialog().isPresent()
                        ? PillPlace.anywhere(screens, width)
                        : PillPlace.of(
                                model.target(), screens, width, (int) Math.ceil(HEIGHT * scale)));
    }

    private static double scale() {
        return Screen.getPrimary().getOutputScaleX();
    }

    private void show(PillPlace at) {
        view.show(model.phase().get());
        popup.show(owner, at.x() / scale(), at.y() / scale());
        // a popup is a window of its own, dressed like its owner's
        view.pseudoClassStateChanged(
                DARK,
                owner.getScene().getRoot().getPseudoClassStates().stream().anyMatch(DARK::equals));
    }

    /** Shows it while the pointer is at the upper edge or on it. */
    private void look() {
        looking =
                services.later()
                        .after(
                                LOOK,
                                () -> {
                                    place.ifPresent(this::follow);
                                    if (place.isPresent()) {
                                        look();
                                    }
                                });
    }

    private void follow(PillPlace at) {
        Robot hand = robot.orElseGet(Robot::new);
        robot = Optional.of(hand);
        Point2D pointer = hand.getMousePosition();
        double scale = scale();
        if (popup.isShowing()) {
            Rectangle2D near =
                    new Rectangle2D(
                            popup.getX() - SLACK,
                            popup.getY() - SLACK,
                            popup.getWidth() + 2 * SLACK,
                            popup.getHeight() + 2 * SLACK);
            if (!near.contains(pointer)) {
                popup.hide();
            }
        } else if (pointer.getY() * scale <= at.edge() + 1
                && pointer.getX() * scale >= at.edgeLeft()
                && pointer.getX() * scale < at.edgeRight()) {
            refresh();
            show(at.under((int) (pointer.getX() * scale), (int) Math.ceil(WIDTH * scale)));
        }
    }

    private void grabbed(MouseEvent event) {
        grabX = event.getScreenX() - popup.getX();
        grabY = event.getScreenY() - popup.getY();
    }

    private void dragged(MouseEvent event) {
        moved = true;
        popup.setX(event.getScreenX() - grabX);
        popup.setY(event.getScreenY() - grabY);
    }

    /** Of a fast mouse not every place is told, perhaps none but this one. */
    private void released(MouseEvent event) {
        if (!event.isStillSincePress()) {
            dragged(event);
        }
    }
}

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
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
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
        model.header().subscribe(this::refresh);
    }

    /** The recording's first picture may be taken: the pill may come where it is not recorded. */
    void begin() {
        place = findPlace();
        notice = true;
        place.ifPresent(at -> {
            view.say(model.noticeText());
            if (at.inPicture()) {
                notice = false;
                look();
            } else {
                show(at);
                noticing = services.later().after(NOTICE, this::noticed);
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

    private Optional<PillPlace> findPlace() {
        try {
            List<ScreenInfo> screens = services.recordings().screens();
            double scale = scale();
            int width = (int) Math.ceil(WIDTH * scale);
            return Optional.of(
                    services.recordings().dialog().isPresent()
                            ? PillPlace.anywhere(screens, width)
                            : PillPlace.of(
                                    model.target(),
                                    screens,
                                    width,
                                    (int) Math.ceil(HEIGHT * scale)));
        } catch (CaptureException none) {
            return Optional.empty();
        }
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
        popup.setX(event.getScreenX() - grabX);
        popup.setY(event.getScreenY() - grabY);
    }
}

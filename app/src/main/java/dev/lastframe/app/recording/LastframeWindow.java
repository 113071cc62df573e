package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.OnScreen;
import dev.lastframe.app.fx.WindowIcons;
import dev.lastframe.app.picker.PickerWindow;
import dev.lastframe.app.settings.WindowPosition;
import dev.lastframe.app.theme.Theme;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.DirectoryChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;

/** The window. Made and used by the FX thread. */
public final class LastframeWindow {

    private static final double LEAST_VISIBLE = 64;

    /** From when it records until the icon says it. */
    private static final Duration ICON_WAITS = Duration.ofMillis(200);

    private final Stage stage;
    private final WindowServices services;
    private final RecordingViewModel model;
    private final RecordingView view;
    private final PickerWindow picker;
    private final Picking picking;
    private final PillWindow pill;
    private final OwnWindow own;
    private final Runnable titleWithTheWindow = this::titleNow;
    private boolean titleWaits;
    private final QuietMoments quiet;
    private final CompletableFuture<Optional<Outcome>> closed = new CompletableFuture<>();
    private final List<Image> quietIcons = WindowIcons.draw(false);
    private final List<Image> recordingIcons = WindowIcons.draw(true);

    /** Makes the icon red. */
    private Later.Cancel red = () -> {};

    /** Ends following the system's colours. */
    private Subscription following = Subscription.EMPTY;

    /** Where a dialog for another folder begins. */
    private Optional<File> chooserBegin = Optional.empty();

    /**
     * @param stage is filled and shown here
     */
    public LastframeWindow(Stage stage, WindowServices services) {
        this.stage = stage;
        this.services = services;
        this.own = new OwnWindow(stage, services);
        this.quiet = new QuietMoments(services.reporter(), services.later());
        this.model = new RecordingViewModel(services);
        this.view = new RecordingView(model, this::askFolder);
        this.picker =
                new PickerWindow(
                        services.messages(),
                        services.loaded().settings().theme(),
                        () -> {
                            // what is leaving the screen would come back
                            if (!stage.isIconified()) {
                                stage.requestFocus();
                            }
                        });
        this.picking = new Picking(services, model, picker);
        this.pill = new PillWindow(model, services, stage);
    }

    /** Shows the window; the encoder is prepared afterwards, in the background. */
    public void show() {
        Scene scene = new Scene(view);
        following = new Theme(services.loaded().settings().theme()).dress(scene);
        new WindowKeys(model, view, this::askFolder).listen(scene);
        stage.setScene(scene);
        stage.setResizable(false);
        picking.listen();
        model.face().title().subscribe(this::titleChanged);
        stage.iconifiedProperty().subscribe(() -> iconified());
        stage.showingProperty().subscribe(() -> seen());
        model.surroundings().windows(own);
        model.onComeBack(this::bringToFront, own::restoreAside);
        model.phase().subscribe(this::icon);
        model.phase().subscribe(quiet::follow);
        model.phase().subscribe(() -> away());
        stage.setOnCloseRequest(this::closeRequested);
        boolean placed = services.loaded().settings().window().filter(this::place).isPresent();
        view.heightNeeded(this::fit);
        // before there is a window: a key that comes as soon as it shows needs a screen to record
        model.lookAtScreens();
        if (placed) {
            OnScreen.show(stage, services.later());
        } else {
            stage.show();
        }
        view.focusRecord();
        model.folder().subscribe(this::lookForBegin);
        Platform.runLater(model::opened);
        model.tray().begin(this::bringToFront, this::closeByPerson);
    }

    /** Starts or stops, as the button does. */
    public void toggle() {
        model.press();
    }

    /**
     * The same for a press elsewhere.
     *
     * @param pressedNanos when, on the monotonic clock
     * @return whether a press does something here
     */
    public boolean toggle(long pressedNanos) {
        boolean does = model.pressable();
        model.pressElsewhere(pressedNanos);
        return does;
    }

    /** What the window is about. */
    public Phase phase() {
        return model.phase().get();
    }

    /** Whether a recording follows the one that is being saved. */
    public boolean startsAgain() {
        return model.startsAgain();
    }

    /** Whether it closes, and takes no wishes any more. */
    public boolean closing() {
        return model.finishing() || closed.isDone();
    }

    /**
     * Stops what runs and starts nothing after it. Never blocks.
     *
     * @return completed on the FX thread when it is saved, with nothing where it was taken back
     *     before it began; exceptionally where no outcome came
     */
    public CompletionStage<Optional<Outcome>> stop() {
        return model.stop();
    }

    /** Looks for unfinished recordings in this folder too, and saves them. */
    public void recover(Path folder) {
        model.recover(folder);
    }

    /** Says that this mark was kept. */
    public void marked(Mark mark) {
        model.marked(mark);
    }

    /** Brings it in front of other windows. */
    public void bringToFront() {
        own.restore();
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }

    /**
     * Stops and saves what runs, and closes the window whatever came of it. Called by the FX
     * thread. Never blocks.
     */
    public void close() {
        model.finish().thenAccept(this::hide);
    }

    /** Completed on the FX thread when the window has closed, with the recording that it ended. */
    public CompletionStage<Optional<Outcome>> closed() {
        return closed;
    }

    /** A person who closes the window sees it if saving went wrong, and closes it once more. */
    private void closeRequested(WindowEvent event) {
        event.consume();
        closeByPerson();
    }

    private void closeByPerson() {
        model.finish()
                .thenAccept(outcome -> {
                    if (outcome.map(Outcome::result).orElse(Outcome.Result.SAVED)
                                    == Outcome.Result.SAVED
                            || model.banner().get().isEmpty()) {
                        hide(outcome);
                    } else {
                        bringToFront();
                    }
                });
    }

    private void hide(Optional<Outcome> outcome) {
        model.options().change(model.options().settings().withWindow(own.place()));
        model.shortcuts().close();
        model.tray().end();
        picker.close();
        pill.end();
        stage.hide();
        following.unsubscribe();
        quiet.end();
        services.reporter().close();
        closed.complete(outcome);
    }

    /** Away it keeps its height: where it is then is not known, and so not whether it fits. */
    private void iconified() {
        away();
        if (!stage.isIconified()) {
            own.comeBack(this::fit);
        }
    }

    /** Takes the height that the content wants, and stays on the screen. */
    private void fit() {
        if (stage.isIconified()) {
            return;
        }
        Rectangle2D room = room();
        double frame = stage.getHeight() - stage.getScene().getHeight();
        view.fitInto(room.getHeight() - frame);
        stage.sizeToScene();
        double over = stage.getY() + stage.getHeight() - room.getMaxY();
        if (over > 0) {
            stage.setY(Math.max(room.getMinY(), stage.getY() - over));
        }
    }

    private Rectangle2D room() {
        List<Screen> here =
                Screen.getScreensForRectangle(
                        stage.getX(), stage.getY(), LEAST_VISIBLE, LEAST_VISIBLE);
        return (here.isEmpty() ? Screen.getPrimary() : here.getFirst()).getVisualBounds();
    }

    /**
     * Iconified it stands in lists of windows, which may be in the picture: no seconds run there.
     */
    private void title() {
        boolean quiet = stage.isIconified() && model.phase().get() == Phase.RECORDING;
        String title = quiet ? model.words().text("title.away") : model.face().title().get();
        if (!title.equals(stage.getTitle())) {
            stage.setTitle(title);
        }
    }

    /**
     * The desktop draws the title at once, the window is drawn a moment later: a recording that has
     * both in the picture would have two changes each second. So the title waits for the window.
     */
    private void titleChanged() {
        if (stage.isIconified() || !stage.isShowing()) {
            title();
        } else if (!titleWaits) {
            titleWaits = true;
            stage.getScene().addPostLayoutPulseListener(titleWithTheWindow);
            Platform.requestNextPulse();
        }
    }

    private void titleNow() {
        titleWaits = false;
        stage.getScene().removePostLayoutPulseListener(titleWithTheWindow);
        title();
    }

    private void seen() {
        model.sound().visible(stage.isShowing() && !stage.isIconified());
    }

    /** The pill is there while the window is not. */
    private void away() {
        title();
        seen();
        Phase phase = model.phase().get();
        boolean wanted = stage.isIconified() && (phase == Phase.RECORDING || phase == Phase.PAUSED);
        if (wanted && !pill.active()) {
            pill.begin();
        } else if (!wanted && pill.active()) {
            pill.end();
        }
    }

    /** The desktop is given each of its sizes, for which the first pictures do not wait. */
    private void icon(Phase phase) {
        switch (phase) {
            case IDLE -> {
                red.cancel();
                stage.getIcons().setAll(quietIcons);
            }
            case RECORDING -> {
                red.cancel();
                red = services.later().after(ICON_WAITS, this::redIcon);
            }
            case STARTING, PAUSED, STOPPING -> {}
        }
    }

    /** What waited may come late, and a recording that goes on has it already. */
    private void redIcon() {
        if (model.phase().get().busy() && !stage.getIcons().equals(recordingIcons)) {
            stage.getIcons().setAll(recordingIcons);
        }
    }

    /** Where it was, unless that monitor is gone: whether it has a place. */
    private boolean place(WindowPosition at) {
        boolean there =
                !Screen.getScreensForRectangle(at.x(), at.y(), LEAST_VISIBLE, LEAST_VISIBLE)
                        .isEmpty();
        if (there) {
            stage.setX(at.x());
            stage.setY(at.y());
        }
        return there;
    }

    /**
     * Called by key and mouse handlers only. A dialog that is opened by a task of {@code
     * Platform.runLater} holds up all later ones until it is closed: refreshes, signals.
     */
    private void askFolder() {
        if (model.phase().get().busy()) {
            return;
        }
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(model.words().text("folder.title"));
        // it may be gone since it was looked for, and the chooser refuses what is not there
        chooserBegin.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
        File chosen = chooser.showDialog(stage);
        if (chosen != null) {
            model.chooseFolder(chosen.toPath());
        }
    }

    /** Finds out, off the FX thread, where a dialog for another folder would begin. */
    private void lookForBegin(Path folder) {
        CompletionStage<Optional<File>> looked =
                CompletableFuture.supplyAsync(() -> existing(folder), services.background());
        looked.thenAccept(found -> services.ui().execute(() -> chooserBegin = found));
    }

    /** The folder, or the nearest one above it that is there. */
    private static Optional<File> existing(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            File file = at.toFile();
            if (file.isDirectory()) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}

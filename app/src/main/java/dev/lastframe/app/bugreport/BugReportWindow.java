package dev.lastframe.app.bugreport;

import dev.lastframe.app.fx.KeptPlace;
import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.OnScreen;
import dev.lastframe.app.fx.WindowIcons;
import dev.lastframe.app.recording.BugReporter;
import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.app.theme.Theme;
import dev.lastframe.core.report.Report;
import dev.lastframe.core.report.ReportEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.DirectoryChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialog, a window of its own that stops nothing: not the other one, not a recording. Used by
 * the FX thread.
 */
public final class BugReportWindow implements BugReporter {

    private static final double WIDTH = 880;
    private static final double HEIGHT = 784;
    private static final double LEAST_WIDTH = 640;
    private static final double LEAST_HEIGHT = 360;

    /** So long the windows have to be drawn again after the dialog lay over them. */
    private static final Duration CLEARS = Duration.ofMillis(200);

    /** A display that does not answer holds up no report. */
    private static final Duration MOST_LOOKING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(BugReportWindow.class);

    private final BugReportViewModel model;
    private final BugReportServices services;
    private final Runnable collector;
    private final ThemeChoice theme;
    private final Later later;
    private final Pieces pieces;

    /** Nothing waits for these, and who opens the dialog does not wait for them. */
    private final Pieces rehearsals;

    private Optional<Opened> opened = Optional.empty();
    private boolean closed;

    /** A picture of a draft, in pixels of the finest screen. Written by the FX thread. */
    private volatile PictureSize largest = ContentCard.largest(1);

    /** Our windows have left the screen for a recording, or leave. */
    private boolean away;

    /** It left with them, and nobody has asked for it since. */
    private boolean left;

    /** Where it was when it left; of an icon JavaFX tells other places. */
    private Optional<Point2D> place = Optional.empty();

    /** The screen's picture is being taken; until then nothing is shown. */
    private boolean looking;

    /** Somebody wants to report it too since the picture is being taken; empty for none. */
    private String codeMeanwhile = "";

    /** Something is recorded: what nobody waits for has to wait. */
    private boolean resting;

    /** What nobody uses any more is about to be collected. */
    private boolean tidies;

    /**
     * Nothing is shown or read yet.
     *
     * @param reports makes what makes reports; blocks on the disk
     */
    public BugReportWindow(Supplier<Report> reports, BugReportServices services) {
        this(reports, services, System::gc);
    }

    /**
     * The same.
     *
     * @param collector frees the memory of what nobody uses; everything stops meanwhile
     */
    BugReportWindow(Supplier<Report> reports, BugReportServices services, Runnable collector) {
        this.collector = collector;
        this.model =
                new BugReportViewModel(
                        new EngineDrafts(reports, services.clock(), () -> largest), services);
        this.services = services;
        this.theme = services.theme();
        this.later = services.later();
        this.pieces = new Pieces(services.later());
        this.rehearsals = new Pieces(services.later());
    }

    /**
     * The window while there is one.
     *
     * @param icons as they are put on it when it is shown: with all else at once that takes too
     *     long
     */
    private record Opened(
            Stage stage, BugReportView view, Subscription following, List<Image> icons) {}

    @Override
    public void report(Optional<Path> recording, String code) {
        if (!looking) {
            model.open(recording, code);
            show(ready());
        } else if (recording.isEmpty() && !code.isEmpty()) {
            // it is about to be shown, with what was to be seen at the first press
            codeMeanwhile = code;
        }
    }

    @Override
    public void reportScreen(String code, Supplier<CompletionStage<Runnable>> leave) {
        if (model.isBusy() || looking) {
            report(Optional.empty(), code);
            return;
        }
        looking = true;
        codeMeanwhile = "";
        Instant seenAt = services.clock().wallTime();
        // while the person's screen is the one on which the other window is
        Opened window = ready();
        Duration clears = window.stage().isShowing() ? CLEARS : Duration.ZERO;
        hide();
        leave.get()
                .exceptionally(fault -> {
                    LOG.warn("our windows did not leave", fault);
                    return () -> {};
                })
                .thenAccept(back -> {
                    if (clears.isZero()) {
                        look(window, code, seenAt, back);
                    } else {
                        later.after(clears, () -> look(window, code, seenAt, back));
                    }
                });
    }

    /** Begins to take the picture; what goes wrong at once is told like what does later. */
    private CompletableFuture<ReportEnvironment.Screen> take() {
        try {
            return services.screen()
                    .get()
                    .toCompletableFuture()
                    .orTimeout(MOST_LOOKING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException refused) {
            LOG.warn("no picture of the screen", refused);
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Takes the picture while the draft is begun, and shows the dialog when it is taken. */
    private void look(Opened window, String code, Instant seenAt, Runnable back) {
        if (closed) {
            return;
        }
        CompletableFuture<ReportEnvironment.Screen> taken = take();
        model.open(Optional.empty(), code, seenAt, Optional.of(png -> write(taken, png)));
        var _ =
                taken.whenComplete((screen, fault) ->
                        services.ui()
                                .execute(() -> {
                                    looking = false;
                                    if (!closed) {
                                        model.open(Optional.empty(), codeMeanwhile);
                                        back.run();
                                        if (away) {
                                            leave(window.stage());
                                        } else {
                                            show(window);
                                        }
                                    }
                                }));
    }

    /** Waits for the picture. */
    private static void write(CompletableFuture<ReportEnvironment.Screen> taken, Path png)
            throws IOException, InterruptedException {
        try {
            taken.get().photograph(png);
        } catch (ExecutionException broke) {
            throw new IOException("No picture of the screen could be taken.", broke);
        }
    }

    /** The window, with nothing in the way of what it still has to be filled with. */
    private Opened ready() {
        rehearsals.clear();
        tidies = false;
        largest =
                ContentCard.largest(
                        Screen.getScreens().stream()
                                .mapToDouble(Screen::getOutputScaleX)
                                .max()
                                .orElse(1));
        rehearsals.goOn();
        pieces.goOn();
        return opened.orElseGet(this::make);
    }

    private void show(Opened window) {
        appear(window, false, List.of());
        window.view().focusFirst();
    }

    /**
     * @param afterwards done when what was there is back in it
     */
    private void appear(Opened window, boolean asIcon, List<Runnable> afterwards) {
        left = false;
        Stage stage = window.stage();
        // a recording that began while the picture was taken has had them rest
        rehearsals.goOn();
        pieces.goOn();
        if (!stage.isShowing()) {
            // what is ready is drawn a part at a time too, before what is not
            stage.getIcons().clear();
            List<Runnable> back = new ArrayList<>(window.view().drawn());
            back.addAll(afterwards);
            pieces.addFirst(back);
            pieces.add(List.of(() -> stage.getIcons().setAll(window.icons())));
        }
        if (!asIcon && !stage.isIconified()) {
            place = Optional.empty();
        }
        stage.setIconified(asIcon);
        OnScreen.show(stage, later);
        if (!asIcon) {
            stage.toFront();
            stage.requestFocus();
        }
    }

    @Override
    public boolean leave() {
        away = true;
        Optional<Stage> seen = opened.map(Opened::stage).filter(Stage::isShowing);
        seen.ifPresent(this::leave);
        return seen.isPresent();
    }

    private void leave(Stage stage) {
        left = true;
        if (!stage.isIconified()) {
            place = Optional.of(new Point2D(stage.getX(), stage.getY()));
        }
        stage.hide();
        if (resting) {
            rest();
        }
    }

    /** Whoever fetched it, it is where it was. */
    private void fetched(Stage stage, KeptPlace kept) {
        if (!stage.isIconified() && place.isPresent()) {
            Point2D stood = place.get();
            kept.keep(
                    () -> {
                        stage.setX(stood.getX());
                        stage.setY(stood.getY());
                    },
                    () -> place = Optional.empty());
        }
    }

    @Override
    public void comeBack(boolean asIcon) {
        away = false;
        if (left) {
            Opened window = ready();
            appear(window, asIcon, List.of(window.view().keptFocus()));
        }
    }

    @Override
    public void prepare() {
        resting = false;
        if (opened.isEmpty() && !closed) {
            Opened window = make();
            pieces.add(window.view().sheets());
            // as soon as the parts are there
            pieces.add(
                    List.of(() -> {
                        rehearse(window);
                        tidyUp();
                    }));
        } else {
            tidyUp();
        }
        pieces.goOn();
        rehearsals.goOn();
    }

    /**
     * Collects what nobody uses any more, when all else is done: the pictures of the last report,
     * what the start and a recording left. That stops everything for a twentieth of a second and
     * more, which a recording, that would need the room sooner or later, misses pictures by.
     */
    private void tidyUp() {
        if (!tidies) {
            tidies = true;
            rehearsals.add(
                    List.of(() -> {
                        tidies = false;
                        if (!resting) {
                            collector.run();
                        }
                    }));
        }
    }

    @Override
    public void rest() {
        resting = true;
        rehearsals.rest();
        if (opened.filter(window -> window.stage().isShowing()).isEmpty()) {
            pieces.rest();
        }
    }

    private void rehearse(Opened window) {
        if (!window.stage().isShowing()) {
            rehearsals.add(window.view().rehearsed());
        }
    }

    /** The next one is shown sooner: the window stays, unseen. */
    private void hide() {
        left = false;
        opened.ifPresent(window -> {
            window.stage().hide();
        });
        model.close();
        if (resting) {
            rest();
        }
    }

    @Override
    public void close() {
        opened.ifPresent(window -> {
            window.following().unsubscribe();
            window.stage().hide();
        });
        opened = Optional.empty();
        pieces.clear();
        rehearsals.clear();
        left = false;
        closed = true;
        model.close();
    }

    private Opened make() {
        Stage stage = new Stage();
        BugReportView view =
                new BugReportView(model, () -> askFolder(stage), this::hide, pieces::add);
        Rectangle2D room = room();
        double width = Math.min(WIDTH, room.getWidth() - 16);
        double height = Math.min(HEIGHT, room.getHeight() - 48);
        Scene scene = new Scene(view, width, height);
        Subscription following = new Theme(theme).dress(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(view, event));
        stage.setScene(scene);
        stage.setTitle(model.words().text("bug.title"));
        stage.setMinWidth(Math.min(LEAST_WIDTH, room.getWidth()));
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setX(room.getMinX() + (room.getWidth() - width) / 2);
        stage.setY(room.getMinY() + (room.getHeight() - height) / 2);
        stage.setOnCloseRequest(event -> {
            event.consume();
            hide();
        });
        KeptPlace kept = new KeptPlace(stage, later);
        stage.iconifiedProperty().subscribe(() -> fetched(stage, kept));
        Opened window = new Opened(stage, view, following, WindowIcons.draw(false));
        opened = Optional.of(window);
        pieces.add(view.pieces());
        return window;
    }

    /** Of the screen on which the person is. */
    private static Rectangle2D room() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .flatMap(window ->
                        Screen.getScreensForRectangle(window.getX(), window.getY(), 1, 1).stream())
                .findFirst()
                .orElseGet(Screen::getPrimary)
                .getVisualBounds();
    }

    private void pressed(BugReportView view, KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            view.leave(this::hide);
        } else if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            event.consume();
            model.make();
        } else if (event.getCode() == KeyCode.L && event.isShortcutDown()) {
            event.consume();
            model.lookOver();
        }
    }

    /** Called by key and mouse handlers only, as the window's own is. */
    private void askFolder(Stage stage) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(model.words().text("bug.folderTitle"));
        File chosen = chooser.showDialog(stage);
        if (chosen != null) {
            model.chooseFolder(chosen.toPath());
        }
    }
}

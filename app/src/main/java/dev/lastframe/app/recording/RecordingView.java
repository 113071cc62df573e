package dev.lastframe.app.recording;

import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The window's content: header, trouble, choices, status bar, and the card under it. Id: {@code
 * report}.
 */
final class RecordingView extends VBox {

    private final RecordingViewModel model;
    private final HeaderView header;
    private final OptionsView options;
    private final HelpCard help;
    private final ShortcutsCard shortcuts;
    private final SoundCard sound;
    private final WelcomeView welcome;
    private final Cards cards;
    private Runnable resize = () -> {};
    private double askedHeight;

    /**
     * @param askFolder asks the person for a folder
     */
    RecordingView(RecordingViewModel model, Runnable askFolder) {
        this.model = model;
        getStyleClass().add("window");
        header = new HeaderView(model, this::toggleShortcuts);
        options = new OptionsView(model, askFolder, this::toggleSound);
        help =
                new HelpCard(
                        model.words(), model.shortcuts(), () -> model.made().files().licences());
        shortcuts =
                new ShortcutsCard(
                        model.shortcuts(), model.words(), model.program(), model.keyboardPage());
        shortcuts.insert(new ConductView(model));
        welcome = new WelcomeView(model);
        sound = new SoundCard(model);
        cards = new Cards(new HealthCard(model), sound, shortcuts, help);
        BannerActions actions =
                new BannerActions(
                        model,
                        askFolder,
                        options::focusRegion,
                        () -> Nodes.present(shortcuts, true));
        VBox content =
                new VBox(
                        header,
                        welcome,
                        new BannerView(model, actions),
                        new RecoveryBannerView(model),
                        options);
        content.getStyleClass().add("content");
        // one screen: the choices come when it was read
        welcome.visibleProperty().subscribe(reads -> Nodes.present(options, !reads));
        StatusBarView status = new StatusBarView(model);
        HBox.setHgrow(status, Priority.ALWAYS);
        HBox foot = new HBox(status, report());
        foot.getStyleClass().add("status-row");
        getChildren().addAll(content, foot, cards);
    }

    private Button report() {
        Button report = Nodes.button("report");
        report.setText(model.words().text("bug.open"));
        report.setMinWidth(USE_PREF_SIZE);
        Nodes.named(report, model.words().text("bug.open"), model.words().text("bug.openTip"));
        report.setOnAction(event -> model.reports().open());
        return report;
    }

    /** Runs the task whenever the content wants another height than the window has. */
    void heightNeeded(Runnable task) {
        resize = task;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double wanted = snapSizeY(prefHeight(getWidth()));
        // asked once for each height: a window manager may refuse
        if (wanted != askedHeight && Math.abs(wanted - getHeight()) > 1) {
            askedHeight = wanted;
            Platform.runLater(resize);
        }
    }

    /**
     * Leaves the choices out while there is more to tell, and lets the card scroll, where all would
     * be higher than this.
     */
    void fitInto(double height) {
        double width = getWidth();
        cards.atMost(Double.MAX_VALUE);
        Nodes.present(options, !welcome.isVisible());
        Nodes.present(
                options, !welcome.isVisible() && (!tellsMore() || prefHeight(width) <= height));
        cards.atMost(height - prefHeight(width) + cards.prefHeight(width));
    }

    /** On a small screen a banner alone may be too high for the choices to stay. */
    private boolean tellsMore() {
        return model.banner().get().isPresent()
                || model.recovery().line().get().isPresent()
                || help.isVisible()
                || sound.isVisible()
                || shortcuts.isVisible()
                || model.face().health().get().isPresent();
    }

    void focusRecord() {
        header.record().requestFocus();
    }

    void toggleHelp() {
        Nodes.present(help, !help.isVisible());
    }

    void toggleShortcuts() {
        Nodes.present(shortcuts, !shortcuts.isVisible());
    }

    private void toggleSound() {
        Nodes.present(sound, !sound.isVisible());
    }

    /**
     * Closes what is on top; never stops a recording.
     *
     * @return whether there was anything
     */
    boolean closeTop() {
        if (options.listOpen()) {
            return false;
        }
        if (model.takeBack()) {
            return true;
        }
        if (help.isVisible()) {
            Nodes.present(help, false);
        } else if (shortcuts.isVisible()) {
            Nodes.present(shortcuts, false);
        } else if (sound.isVisible()) {
            Nodes.present(sound, false);
        } else if (model.face().health().get().isPresent()) {
            model.face().closeHealth();
        } else if (model.banner().get().isPresent()) {
            model.dismissBanner();
        } else if (model.recovery().line().get().isPresent()) {
            model.recovery().dismiss();
        } else {
            return welcome.close();
        }
        return true;
    }
}

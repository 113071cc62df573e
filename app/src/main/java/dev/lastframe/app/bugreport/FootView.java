package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import dev.lastframe.core.report.Destination;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * What goes on, what went wrong, and what can be done next. Ids: {@code bug-trouble}, {@code
 * bug-trouble-text}, {@code bug-remedy}, {@code bug-trouble-code}, {@code bug-trouble-close},
 * {@code bug-progress}, {@code bug-progress-text}, {@code bug-cancel}, {@code bug-look-over},
 * {@code bug-make}.
 */
final class FootView extends VBox {

    private final BugReportViewModel model;
    private final Runnable chooseFolder;
    private final HBox trouble = new HBox();
    private final Label sentence = Nodes.label("", "banner-text");
    private final Button remedy = Nodes.button("bug-remedy");
    private final Button code = Nodes.button("bug-trouble-code");
    private final FlowPane remedies = new FlowPane(remedy, code);
    private final ProgressBar bar = new ProgressBar();
    private final Label text = Nodes.label("", "muted");
    private final Button cancel = Nodes.button("bug-cancel");
    private final Button lookOver = Nodes.button("bug-look-over");
    private final Button make = Nodes.button("bug-make");
    private Trouble.Remedy does = Trouble.Remedy.NONE;

    /**
     * @param chooseFolder asks for another folder
     * @param leave goes back, or closes the dialog
     */
    FootView(BugReportViewModel model, Runnable chooseFolder, Runnable leave) {
        this.model = model;
        this.chooseFolder = chooseFolder;
        getStyleClass().add("foot");
        buildTrouble();
        bar.setId("bug-progress");
        bar.setMinWidth(96);
        text.setId("bug-progress-text");
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        cancel.setOnAction(event -> leave.run());
        name(lookOver, "bug.lookOver", "bug.lookOverTip");
        lookOver.setOnAction(event -> model.lookOver());
        make.getStyleClass().add("main-button");
        make.setOnAction(event -> model.make());
        HBox row = new HBox(bar, text, cancel, lookOver, make);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("row");
        getChildren().addAll(trouble, row);
        model.trouble().subscribe(this::showTrouble);
        model.working().subscribe(this::showWork);
        model.step().subscribe(step -> show());
        model.covers().covers().subscribe(this::show);
        model.destination().subscribe(this::nameMake);
    }

    void focusMake() {
        make.requestFocus();
    }

    private void buildTrouble() {
        trouble.setId("bug-trouble");
        trouble.getStyleClass().add("banner");
        FontIcon icon = new FontIcon(Material2MZ.WARNING);
        icon.getStyleClass().add("trouble-icon");
        sentence.setId("bug-trouble-text");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        remedies.getStyleClass().add("banner-foot");
        remedy.setOnAction(event -> {
            if (does == Trouble.Remedy.CHOOSE_FOLDER) {
                chooseFolder.run();
            } else {
                model.help(does);
            }
        });
        code.getStyleClass().addAll("code", "flat");
        code.setGraphic(new FontIcon(Material2AL.CONTENT_COPY));
        code.setOnAction(event -> {
            var _ = HandOverNodes.copy(HandOverNodes.content(code.getText()));
        });
        Button close =
                Nodes.iconButton(
                        "bug-trouble-close",
                        Material2AL.CLOSE,
                        model.words().text("banner.close"),
                        model.words().text("banner.close"));
        close.setOnAction(event -> model.dismissTrouble());
        VBox body = new VBox(sentence, remedies);
        body.getStyleClass().add("banner-body");
        HBox.setHgrow(body, Priority.ALWAYS);
        trouble.getChildren().addAll(icon, body, close);
    }

    private void showTrouble(Optional<Trouble> found) {
        Nodes.present(trouble, found.isPresent());
        found.ifPresent(known -> {
            does = known.remedy();
            sentence.setText(known.sentence());
            trouble.setAccessibleText(model.words().text("banner.name", known.sentence()));
            Nodes.present(remedy, does != Trouble.Remedy.NONE);
            remedy.setText(model.texts().remedy(does));
            Nodes.named(remedy, model.texts().remedy(does), model.words().text("bug.remedyTip"));
            code.setText(known.code());
            String copy = model.words().text("banner.copy", known.code());
            Nodes.named(code, copy, copy);
            if (does != Trouble.Remedy.NONE) {
                remedy.requestFocus();
            }
        });
    }

    private void showWork(Working working) {
        bar.setProgress(working.share());
        text.setText(working.text());
        bar.setAccessibleText(model.words().text("bug.working", working.text()));
        show();
    }

    private void show() {
        Step step = model.step().get();
        boolean waits = step == Step.OPENING && !model.working().get().text().isEmpty();
        boolean works = step.works() || waits;
        Nodes.present(bar, works && model.working().get().share() >= 0);
        text.setVisible(works);
        boolean back = step == Step.LOOKING || model.corrects();
        String key = works ? "bug.stop" : back ? "bug.back" : closes(step);
        String tip = works ? "bug.stopTip" : back ? backTip(step) : closesTip(step);
        name(cancel, key, tip);
        boolean writes = step == Step.WRITING || step == Step.OPENING;
        // of a screenshot there is no video to burn
        boolean covered =
                !model.covers().covers().isEmpty()
                        && model.overview().get().filter(Draft.Overview::recorded).isPresent();
        Nodes.present(lookOver, writes && covered);
        Nodes.present(make, (writes || step == Step.LOOKING) && !waits);
    }

    /** By what comes of it. */
    private void nameMake(Destination to) {
        boolean folder = to.playsVideo();
        name(
                make,
                folder ? "bug.makeFolder" : "bug.make",
                folder ? "bug.makeFolderTip" : "bug.makeTip");
    }

    private static String closes(Step step) {
        return step == Step.MADE || step == Step.REFUSED ? "bug.close" : "bug.cancel";
    }

    private static String backTip(Step step) {
        return step == Step.LOOKING ? "bug.backTip" : "bug.backMadeTip";
    }

    private static String closesTip(Step step) {
        return step == Step.MADE || step == Step.REFUSED ? "bug.closeTip" : "bug.cancelTip";
    }

    private void name(Button button, String key, String tip) {
        button.setText(model.words().text(key));
        Nodes.named(button, model.words().text(key), model.words().text(tip));
    }
}

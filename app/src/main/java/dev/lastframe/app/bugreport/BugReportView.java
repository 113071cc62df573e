package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The dialog's content: the form, or what stands over it, and the foot. Ids: {@code bug-of}, {@code
 * bug-moment}, {@code bug-picture}, {@code bug-stretch}.
 */
final class BugReportView extends VBox {

    private static final double PICTURE_WIDTH = 448;
    private static final double PICTURE_HEIGHT = 252;
    private static final double ARROW_STEP_SECONDS = 0.1;

    private final BugReportViewModel model;
    private final Label of = Nodes.label("", "muted");
    private final Label stretchText = Nodes.label("");
    private final PictureView picture;
    private final Slider moment = new Slider();
    private final HBox stretchRow;
    private final ScrollPane form;
    private final ContentCard content;
    private final OverView over;
    private final MadeView made;
    private final FootView foot;
    private boolean following;

    /**
     * @param chooseFolder asks for another folder
     * @param closed closes the dialog
     */
    BugReportView(BugReportViewModel model, Runnable chooseFolder, Runnable closed) {
        this.model = model;
        getStyleClass().add("bug-report");
        of.setId("bug-of");
        stretchText.setId("bug-stretch");
        stretchText.setMinWidth(USE_PREF_SIZE);
        picture =
                new PictureView(PICTURE_WIDTH, PICTURE_HEIGHT, model.words().text("bug.noPicture"));
        picture.setId("bug-picture");
        CoversView covers = new CoversView(model, picture);
        CoverBarView coverBar = new CoverBarView(model, covers);
        WordsView words = new WordsView(model);
        StretchView line = new StretchView(model);
        HBox.setHgrow(line, Priority.ALWAYS);
        stretchRow = row("bug.from", line, stretchText);
        buildMoment();
        StackPane covered = new StackPane(picture, covers);
        // the covers lie exactly over the picture
        covered.setMaxSize(PICTURE_WIDTH, PICTURE_HEIGHT);
        VBox left = new VBox(covered, moment, coverBar);
        left.setMinWidth(PICTURE_WIDTH);
        left.setMaxWidth(PICTURE_WIDTH);
        left.getStyleClass().add("left");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox middle = new HBox(left, words);
        middle.getStyleClass().add("middle");
        content = new ContentCard(model.words(), this::closeContent);
        ItemsView items =
                new ItemsView(
                        model,
                        item -> {
                            content.show(item);
                            arrange();
                        },
                        () -> {
                            content.showReplaced(model.items().all().get());
                            arrange();
                        });
        VBox all =
                new VBox(of, row("bug.for", new DestinationView(model)), stretchRow, middle, items);
        all.getStyleClass().add("form");
        form = new ScrollPane(all);
        form.setFitToWidth(true);
        form.setFocusTraversable(false);
        form.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        form.getStyleClass().add("form-scroll");
        over = new OverView(model);
        made = new MadeView(model);
        StackPane body = new StackPane(form, content, over, made);
        setVgrow(body, Priority.ALWAYS);
        foot = new FootView(model, chooseFolder, () -> leave(closed));
        getChildren().addAll(body, foot);
        follow();
    }

    private HBox row(String key, Node... values) {
        Label name = Nodes.label(model.words().text(key), "muted", "row-name");
        HBox row = new HBox(name);
        row.getChildren().addAll(values);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("row");
        return row;
    }

    private void buildMoment() {
        moment.setId("bug-moment");
        moment.setBlockIncrement(ARROW_STEP_SECONDS);
        Nodes.named(moment, model.words().text("bug.scrub"), model.words().text("bug.scrubTip"));
        moment.valueProperty()
                .subscribe(value -> {
                    if (!following) {
                        model.picture().show(Math.round(value.doubleValue() * 1e6));
                    }
                });
    }

    private void follow() {
        model.step().subscribe(step -> arrange());
        model.overview().subscribe(this::show);
        model.stretch().chosen().subscribe(span -> followMoment());
        model.picture().at().subscribe(at -> followMoment());
        model.picture()
                .still()
                .subscribe(still ->
                        picture.show(
                                still.map(Still::png),
                                still.map(Still::size).orElse(new PictureSize(0, 0))));
    }

    private void followMoment() {
        Span span = model.stretch().chosen().get();
        long at = model.picture().at().get();
        following = true;
        moment.setMin(Math.min(at, span.fromMicros()) / 1e6);
        moment.setMax(Math.max(at, span.untilMicros()) / 1e6);
        moment.setValue(at / 1e6);
        following = false;
        picture.setAccessibleText(model.words().text("bug.pictureName", model.texts().tenths(at)));
        model.overview()
                .get()
                .ifPresent(known ->
                        stretchText.setText(model.texts().stretch(span, known.triggerMicros())));
    }

    private void show(Optional<Draft.Overview> known) {
        boolean recorded = known.map(Draft.Overview::recorded).orElse(true);
        Nodes.present(stretchRow, recorded);
        Nodes.present(moment, recorded);
        of.setText(model.texts().of(known));
        followMoment();
    }

    /** Shows the one that the step is about. */
    private void arrange() {
        Step step = model.step().get();
        boolean writes = step != Step.LOOKING && step != Step.MADE;
        if (!writes) {
            content.hide();
        }
        boolean reads = content.isVisible();
        Nodes.present(over, step == Step.LOOKING);
        Nodes.present(made, step == Step.MADE);
        Nodes.present(form, writes && !reads);
        form.setDisable(step.works());
        if (step == Step.LOOKING) {
            over.focusFirst();
        } else if (step == Step.MADE) {
            made.focusFirst();
        }
    }

    private void closeContent() {
        content.hide();
        arrange();
        foot.focusMake();
    }

    /** The keyboard begins where one press makes the report. */
    void focusFirst() {
        foot.focusMake();
    }

    /** Closes what is on top: a text, looking over, what works, at last the dialog. */
    void leave(Runnable closed) {
        if (content.isVisible()) {
            closeContent();
        } else if (model.canGoBack()) {
            model.back();
        } else if (model.trouble().get().isPresent() && model.step().get() != Step.REFUSED) {
            model.dismissTrouble();
        } else {
            closed.run();
        }
    }
}

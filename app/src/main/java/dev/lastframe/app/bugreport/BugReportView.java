package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The dialog's content: the form, or what stands over it, and the foot. Ids: {@code bug-of}, {@code
 * bug-moment}, {@code bug-picture}, {@code bug-stretch}.
 */
final class BugReportView extends VBox {

    private static final double PICTURE_WIDTH = 448;
    private static final double PICTURE_HEIGHT = 252;
    private static final double ARROW_STEP_SECONDS = 0.1;

    /** However few are drawn, all of the window is sent to the screen. */
    private static final int PARTS_AT_ONCE = 3;

    private final BugReportViewModel model;
    private final Label of = Nodes.label("", "muted");
    private final Label stretchText = Nodes.label("");

    /** Keeps the room of the widest words: the line beside them would jump under the mouse. */
    private final Label stretchRoom = Nodes.label("");

    private final PictureView picture;
    private final Slider moment = new Slider();
    private final HBox stretchRow;
    private final VBox left = new VBox();
    private final HBox middle = new HBox(left);
    private final VBox all = new VBox(of);
    private final ScrollPane form = new ScrollPane(all);
    private final StackPane body = new StackPane(form);
    private final FootView foot;
    private final Consumer<List<Runnable>> inTurn;
    private final LockedNodes lock;
    private @Nullable ContentCard content;
    private @Nullable OverView over;
    private @Nullable MadeView made;
    private boolean following;
    private Step before = Step.CLOSED;

    /**
     * The frame of it, and what is pressed to make the report; {@link #pieces} puts the rest in.
     *
     * @param chooseFolder asks for another folder
     * @param closed closes the dialog
     * @param inTurn does what would hold up the FX thread if it were done at once, a part at a time
     */
    BugReportView(
            BugReportViewModel model,
            Runnable chooseFolder,
            Runnable closed,
            Consumer<List<Runnable>> inTurn) {
        this.model = model;
        this.inTurn = inTurn;
        lock = new LockedNodes(form, this::lockable, inTurn);
        getStyleClass().add("bug-report");
        of.setId("bug-of");
        stretchText.setId("bug-stretch");
        stretchText.setMinWidth(USE_PREF_SIZE);
        stretchRoom.setVisible(false);
        stretchRoom.setMinWidth(USE_PREF_SIZE);
        picture =
                new PictureView(PICTURE_WIDTH, PICTURE_HEIGHT, model.words().text("bug.noPicture"));
        picture.setId("bug-picture");
        stretchRow = row("bug.from");
        left.setMinWidth(PICTURE_WIDTH);
        left.setMaxWidth(PICTURE_WIDTH);
        left.getStyleClass().add("left");
        middle.getStyleClass().add("middle");
        all.getStyleClass().add("form");
        form.setFitToWidth(true);
        form.setFocusTraversable(false);
        form.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        form.getStyleClass().add("form-scroll");
        setVgrow(body, Priority.ALWAYS);
        foot = new FootView(model, chooseFolder, () -> leave(closed));
        getChildren().addAll(body, foot);
        follow();
    }

    /** What is still missing in it, in parts that hold up nobody, in reading order. */
    List<Runnable> pieces() {
        List<Runnable> pieces = new ArrayList<>();
        pieces.add(() -> add(all, row("bug.for", new DestinationView(model))));
        pieces.add(() -> {
            StretchView line = new StretchView(model);
            HBox.setHgrow(line, Priority.ALWAYS);
            StackPane words = new StackPane(stretchRoom, stretchText);
            words.setAlignment(Pos.CENTER_LEFT);
            stretchRow.getChildren().addAll(line, words);
            add(all, stretchRow);
        });
        CoversView covers = new CoversView(model, picture);
        pieces.add(() -> {
            StackPane covered = new StackPane(picture, covers);
            // the covers lie exactly over the picture
            covered.setMaxSize(PICTURE_WIDTH, PICTURE_HEIGHT);
            left.getChildren().add(covered);
            add(all, middle);
        });
        pieces.add(() -> {
            buildMoment();
            add(left, moment);
        });
        pieces.add(() -> add(left, new CoverBarView(model, covers)));
        WordsView words = new WordsView(model);
        HBox.setHgrow(words, Priority.ALWAYS);
        pieces.add(() -> add(middle, words));
        words.fields().forEach(field -> pieces.add(() -> add(words, field.get())));
        pieces.add(() -> add(all, new ItemsView(model, this::read, this::readReplaced, inTurn)));
        return pieces;
    }

    /** What stands over the form when it is needed, made before. */
    List<Runnable> sheets() {
        return List.of(this::content, this::over, this::made);
    }

    /**
     * Takes the parts out that are there, and keeps their room: all that is in a window when it is
     * shown gets its styles anew at once. Each of these puts some of them back.
     */
    List<Runnable> drawn() {
        List<RoomView> rooms = parts().stream().map(RoomView::of).toList();
        return rooms.stream()
                .gather(Gatherers.windowFixed(PARTS_AT_ONCE))
                .map(some -> (Runnable) () -> some.forEach(RoomView::leave))
                .toList();
    }

    /**
     * Gives the keyboard back to the field that has it now, where that was taken out since and
     * nobody has gone elsewhere.
     */
    Runnable keptFocus() {
        Node had = getScene().getFocusOwner();
        if (!(had instanceof TextInputControl field)) {
            return () -> {};
        }
        int anchor = field.getAnchor();
        int caret = field.getCaretPosition();
        return () -> {
            if (!form.isFocusWithin()) {
                field.requestFocus();
                // who comes to a field of one line has all of it chosen
                field.selectRange(anchor, caret);
            }
        };
    }

    /** Each draws a part that is there once where nobody sees it: the first time takes longest. */
    List<Runnable> rehearsed() {
        return Stream.concat(
                        Stream.concat(parts().stream(), Stream.of(foot))
                                .map(part -> (Runnable) () -> part.snapshot(null, null)),
                        Stream.of(this::rehearseMade))
                .toList();
    }

    /** What is hidden is not styled either. */
    private void rehearseMade() {
        if (model.step().get() != Step.MADE) {
            stand(made(), true);
            made().snapshot(null, null);
            stand(made(), false);
        }
    }

    private List<Node> parts() {
        return allParts().stream().filter(Node::isVisible).toList();
    }

    /** The many boxes of the list of what goes in take longer than any other part. */
    private List<Node> lockable() {
        return allParts().stream()
                .flatMap(part ->
                        part instanceof ItemsView items
                                ? Stream.concat(items.cells().stream(), Stream.of(part))
                                : Stream.of(part))
                .toList();
    }

    private List<Node> allParts() {
        List<Node> parts = new ArrayList<>(all.getChildren());
        parts.remove(middle);
        parts.addAll(left.getChildren());
        middle.getChildren().stream()
                .filter(WordsView.class::isInstance)
                .map(WordsView.class::cast)
                .forEach(words -> parts.addAll(words.getChildren()));
        parts.removeIf(RoomView.class::isInstance);
        return parts;
    }

    /** Styles and places are found now, and not with those of all others. */
    private void add(Pane into, Node part) {
        into.getChildren().add(part);
        part.applyCss();
        layout();
    }

    private ContentCard content() {
        ContentCard known = content;
        if (known == null) {
            known = new ContentCard(model.words(), model.background(), this::closeContent);
            content = known;
            prepare(known);
        }
        return known;
    }

    private OverView over() {
        OverView known = over;
        if (known == null) {
            known = new OverView(model, inTurn);
            over = known;
            prepare(known);
        }
        return known;
    }

    private MadeView made() {
        MadeView known = made;
        if (known == null) {
            known = new MadeView(model, HandOverNodes::copy);
            made = known;
            prepare(known);
        }
        return known;
    }

    /** What it runs for the first time is run now. */
    private void prepare(Node sheet) {
        Nodes.present(sheet, false);
        add(body, sheet);
        body.getChildren().remove(sheet);
    }

    /** What is not seen is not in the window either, which gives styles to all that is. */
    private void stand(Node sheet, boolean there) {
        Nodes.present(sheet, there);
        if (!there) {
            body.getChildren().remove(sheet);
        } else if (!body.getChildren().contains(sheet)) {
            body.getChildren().add(sheet);
        }
    }

    private void read(Item item) {
        if (item.isPicture()) {
            content().showPicture(item, model.newestPicture());
        } else {
            content().show(item, model.newestItems());
        }
        reads();
    }

    private void readReplaced() {
        content().showReplaced(model.newestItems());
        reads();
    }

    private void reads() {
        arrange();
        content().focusFirst();
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
                .failed()
                .subscribe(why -> picture.instead(why.map(model.texts()::noPicture).orElse("")));
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
        known.ifPresent(it -> stretchRoom.setText(model.texts().widest(it.endMicros())));
        of.setText(model.texts().of(known));
        followMoment();
    }

    /** Shows the one that the step is about. */
    private void arrange() {
        Step step = model.step().get();
        boolean writes = step != Step.LOOKING && step != Step.MADE;
        if (!writes && content != null) {
            content.hide();
        }
        boolean reads = isReading();
        if (content != null) {
            stand(content, reads);
        }
        if (step == Step.LOOKING || over != null) {
            stand(over(), step == Step.LOOKING);
        }
        if (step == Step.MADE || made != null) {
            stand(made(), step == Step.MADE);
        }
        Nodes.present(form, writes && !reads);
        lock.set(step.works());
        if (step == Step.LOOKING) {
            over().focusFirst();
        } else if (step == Step.MADE) {
            made().focusFirst();
        } else if (step == Step.WRITING && (before == Step.MADE || before == Step.LOOKING)) {
            // what had the keyboard is not to be seen any more
            foot.focusMake();
        }
        before = step;
    }

    private boolean isReading() {
        return content != null && content.isVisible();
    }

    private void closeContent() {
        if (content != null) {
            content.hide();
        }
        arrange();
        foot.focusMake();
    }

    /** The keyboard begins where one press makes the report. */
    void focusFirst() {
        foot.focusMake();
    }

    /** Closes what is on top: a text, looking over, what works, at last the dialog. */
    void leave(Runnable closed) {
        if (isReading()) {
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

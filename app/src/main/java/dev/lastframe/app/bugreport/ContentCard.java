package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import dev.lastframe.app.recording.Words;
import dev.lastframe.core.report.ReportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in an item, with what was replaced highlighted, or what is to be seen in it. Ids:
 * {@code bug-content}, {@code bug-content-lines}, {@code bug-content-picture}, {@code
 * bug-content-old}, {@code bug-content-check}, {@code bug-content-close}.
 */
final class ContentCard extends VBox {

    private static final Logger LOG = LoggerFactory.getLogger(ContentCard.class);

    private static final double PICTURE_WIDTH = 768;
    private static final double PICTURE_HEIGHT = 432;

    private final Words words;
    private final Background background;
    private final Label title = Nodes.label("", "card-title");
    private final ListView<ContentLine> lines = new ListView<>();
    private final Label old = Nodes.label("");
    private final PictureView picture;
    private final ScrollPane scroll;
    private final Button close = Nodes.button("bug-content-close");

    /** Finds the lines of what is shown; a log of megabytes has many. */
    private Optional<Background.Running> finding = Optional.empty();

    /**
     * No picture of the dialog is larger.
     *
     * @param scale pixels of the screen for one of the layout's
     */
    static PictureSize largest(double scale) {
        return new PictureSize(
                (int) Math.ceil(PICTURE_WIDTH * scale), (int) Math.ceil(PICTURE_HEIGHT * scale));
    }

    /**
     * @param background finds lines
     * @param closed run when it is to be closed
     */
    ContentCard(Words words, Background background, Runnable closed) {
        this.words = words;
        this.background = background;
        setId("bug-content");
        getStyleClass().add("sheet");
        close.setText(words.text("bug.close"));
        Nodes.named(close, words.text("bug.close"), words.text("bug.contentClose"));
        close.setOnAction(event -> closed.run());
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox head = new HBox(title, between, close);
        head.setAlignment(Pos.BASELINE_LEFT);
        lines.setId("bug-content-lines");
        lines.setCellFactory(view -> new LineCell());
        setVgrow(lines, Priority.ALWAYS);
        picture = new PictureView(PICTURE_WIDTH, PICTURE_HEIGHT, words.text("bug.noPicture"));
        picture.setId("bug-content-picture");
        Label check = Nodes.label(words.text("bug.seeNote"), "muted");
        check.setId("bug-content-check");
        check.setWrapText(true);
        check.setMaxWidth(PICTURE_WIDTH);
        VBox seen = new VBox(picture, check);
        seen.getStyleClass().add("seen");
        scroll = new ScrollPane(seen);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("form-scroll");
        setVgrow(scroll, Priority.ALWAYS);
        Nodes.present(scroll, false);
        old.setId("bug-content-old");
        old.setText(words.text("bug.contentOld"));
        old.setWrapText(true);
        old.setMinHeight(USE_PREF_SIZE);
        Nodes.present(old, false);
        getChildren().addAll(head, old, lines, scroll);
        Nodes.present(this, false);
    }

    /**
     * Shows all of one item.
     *
     * @param items as they are now; blocks
     */
    void show(Item item, Callable<List<Item>> items) {
        show(
                words.text("bug.contentTitle", item.name()),
                () -> {
                    Item now =
                            items.call().stream()
                                    .filter(some -> some.name().equals(item.name()))
                                    .findFirst()
                                    .orElse(item);
                    return ContentLine.of(now);
                },
                () -> ContentLine.of(item));
    }

    /**
     * Shows the lines of all items in which something was replaced.
     *
     * @param items as they are now; blocks
     */
    void showReplaced(Callable<List<Item>> items) {
        show(words.text("bug.replacedTitle"), () -> replaced(items.call()), List::of);
    }

    private static List<ContentLine> replaced(List<Item> items) {
        List<ContentLine> found = new ArrayList<>();
        for (Item item : items) {
            List<ContentLine> some =
                    ContentLine.of(item).stream().filter(ContentLine::hasReplaced).toList();
            if (!some.isEmpty()) {
                found.add(ContentLine.head(item.name()));
                found.addAll(some);
            }
        }
        return found;
    }

    /**
     * @param drafted what is shown where the newest cannot be had; the making says why
     */
    private void show(
            String name, Callable<List<ContentLine>> content, Supplier<List<ContentLine>> drafted) {
        begin(name, false);
        finding =
                Optional.of(
                        background.run(
                                content,
                                this::fill,
                                fault -> {
                                    LOG.warn("what is shown is as it was drafted", fault);
                                    Nodes.present(old, true);
                                    fill(drafted.get());
                                }));
        ready();
    }

    /**
     * Shows a picture as it would be sent.
     *
     * @param newest makes it; blocks
     */
    void showPicture(Item item, Callable<Still> newest) {
        String name = words.text("bug.seeTitle", item.name());
        begin(name, true);
        picture.setAccessibleText(name);
        picture.instead("");
        finding =
                Optional.of(
                        background.run(
                                newest,
                                still -> picture.show(Optional.of(still.png()), still.size()),
                                fault -> {
                                    LOG.warn("the picture is not shown", fault);
                                    picture.instead(notMade(fault));
                                }));
        ready();
    }

    private String notMade(Throwable fault) {
        if (!(fault instanceof ReportException known)) {
            return words.text("bug.pictureFault");
        }
        String why = String.valueOf(known.getMessage());
        return known.kind() == ReportException.Kind.NOTHING_CAPTURED
                ? words.text("bug.pictureNotMade", why)
                : why;
    }

    private void begin(String name, boolean asPicture) {
        title.setText(name);
        lines.setAccessibleText(name);
        clear();
        Nodes.present(old, false);
        Nodes.present(lines, !asPicture);
        Nodes.present(scroll, asPicture);
    }

    private void ready() {
        Nodes.present(this, true);
    }

    /** The keyboard begins where it is closed. */
    void focusFirst() {
        close.requestFocus();
    }

    private void clear() {
        stopFinding();
        lines.setItems(FXCollections.observableArrayList());
        picture.show(Optional.empty(), new PictureSize(0, 0));
    }

    private void fill(List<ContentLine> found) {
        lines.setItems(FXCollections.observableList(found));
        lines.scrollTo(0);
    }

    void hide() {
        Nodes.present(this, false);
        clear();
    }

    private void stopFinding() {
        finding.ifPresent(Background.Running::cancel);
        finding = Optional.empty();
    }

    /** A line that wraps. */
    private static final class LineCell extends ListCell<ContentLine> {

        private final TextFlow flow = new TextFlow();

        LineCell() {
            setPrefWidth(0);
            setText(null);
        }

        @Override
        protected void updateItem(@Nullable ContentLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            flow.getChildren()
                    .setAll(line.pieces().stream().map(piece -> text(line, piece)).toList());
            setGraphic(flow);
            setAccessibleText(
                    String.join("", line.pieces().stream().map(ContentLine.Piece::text).toList()));
        }

        private static Node text(ContentLine line, ContentLine.Piece piece) {
            if (piece.replaced()) {
                return Nodes.label(piece.text(), "replaced");
            }
            Text text = new Text(piece.text());
            text.getStyleClass().add(line.head() ? "content-head" : "content");
            return text;
        }
    }
}

package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/**
 * What was made, to be copied or dragged. Ids: {@code bug-made}, {@code bug-made-text}, {@code
 * bug-text}, {@code bug-video}, {@code bug-zip} (what is dragged), {@code bug-copy-text}, {@code
 * bug-copy-video}, {@code bug-copy-zip}, {@code bug-copied}, {@code bug-show}, {@code
 * bug-made-check}, {@code bug-correct}, {@code bug-earlier}, {@code bug-earlier-remove}.
 */
final class MadeView extends VBox {

    private final BugReportViewModel model;
    private final Predicate<ClipboardContent> clipboard;
    private final Label sentence = Nodes.label("", "card-title");
    private final Label missed = Nodes.label("", "muted");
    private final Label folder = Nodes.label("", "muted");
    private final Label copied = Nodes.label("", "muted");
    private final VBox rows = new VBox();
    private final Button show = Nodes.button("bug-show");
    private final Button correct = Nodes.button("bug-correct");
    private final Label before = Nodes.label("");
    private final Button remove = Nodes.button("bug-earlier-remove");
    private final HBox earlier = new HBox(before, remove);

    /**
     * @param clipboard takes what is copied, or does not
     */
    MadeView(BugReportViewModel model, Predicate<ClipboardContent> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("bug-made");
        getStyleClass().add("sheet");
        rows.getStyleClass().add("made-rows");
        sentence.setId("bug-made-text");
        sentence.setGraphic(new FontIcon(Material2OutlinedAL.CHECK_CIRCLE));
        sentence.setWrapText(true);
        folder.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        folder.setTooltip(new Tooltip());
        copied.setId("bug-copied");
        show.setText(model.words().text("bug.show"));
        show.setGraphic(new FontIcon(Material2OutlinedAL.FOLDER));
        Nodes.named(show, model.words().text("bug.show"), model.words().text("bug.showTip"));
        show.setOnAction(event -> model.showMade());
        correct.setText(model.words().text("bug.correct"));
        correct.setGraphic(new FontIcon(Material2OutlinedAL.EDIT));
        Nodes.named(
                correct, model.words().text("bug.correct"), model.words().text("bug.correctTip"));
        correct.setOnAction(event -> model.correct());
        buildEarlier();
        HBox foot = new HBox(show, correct, copied);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("row");
        Label note = Nodes.label(model.words().text("bug.madeNote"));
        note.setWrapText(true);
        Label check = Nodes.label(model.words().text("bug.ownCheck"), "muted");
        check.setId("bug-made-check");
        check.setWrapText(true);
        check.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(sentence, missed, folder, note, rows, foot, earlier, check);
        model.made().subscribe(this::fill);
        model.earlier().subscribe(this::showEarlier);
    }

    private void buildEarlier() {
        before.setId("bug-earlier");
        before.setWrapText(true);
        before.setMaxWidth(Double.MAX_VALUE);
        before.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(before, Priority.ALWAYS);
        remove.setMinWidth(USE_PREF_SIZE);
        remove.setGraphic(new FontIcon(Material2OutlinedAL.DELETE));
        remove.setOnAction(event -> model.removeEarlier());
        earlier.setAlignment(Pos.CENTER_LEFT);
        earlier.getStyleClass().add("row");
    }

    /** They are deleted only by who is told of them. */
    private void showEarlier(List<Draft.Made> all) {
        Nodes.present(earlier, !all.isEmpty());
        before.setText(model.texts().earlier(all));
        String name = model.words().text("bug.earlierRemove", all.size());
        remove.setText(name);
        Nodes.named(remove, name, model.words().text("bug.earlierRemoveTip"));
    }

    /** The keyboard begins with what is needed first. */
    void focusFirst() {
        Node first = rows.lookup(".copy");
        (first == null ? show : first).requestFocus();
    }

    private void fill(Optional<Draft.Made> report) {
        rows.getChildren().clear();
        copied.setText("");
        report.ifPresent(made -> {
            sentence.setText(model.texts().made(made));
            missed.setText(model.texts().missed(made));
            folder.setText(made.result().made().toAbsolutePath().toString());
            folder.getTooltip().setText(folder.getText());
            if (!made.text().isEmpty()) {
                text(made);
            }
            made.result()
                    .video()
                    .ifPresent(video ->
                            file(
                                    new Row(
                                            "video",
                                            "bug.video",
                                            "bug.copyVideo",
                                            "bug.copyVideoTip",
                                            Material2OutlinedMZ.MOVIE),
                                    video,
                                    made.videoBytes()));
            file(
                    new Row(
                            "zip",
                            "bug.zip",
                            "bug.copyZip",
                            "bug.copyZipTip",
                            Material2OutlinedAL.ARCHIVE),
                    made.result().file(),
                    made.result().bytes());
        });
    }

    /** The words and the icon of one thing. */
    private record Row(String id, String name, String copy, String copyTip, Ikon icon) {}

    private void text(Draft.Made made) {
        Row row =
                new Row(
                        "text",
                        "bug.text",
                        "bug.copyText",
                        "bug.copyTextTip",
                        Material2OutlinedAL.ARTICLE);
        Optional<Path> file = made.result().text();
        String detail =
                file.map(path -> String.valueOf(path.getFileName()))
                        .orElseGet(() -> "description.md");
        Label grip = add(row, detail, HandOverNodes.content(made.text()));
        if (file.isPresent()) {
            HandOverNodes.drag(grip, file.get());
        } else {
            HandOverNodes.drag(grip, made.text());
        }
    }

    private void file(Row row, Path file, long bytes) {
        String detail =
                model.words().text("bug.item", file.getFileName(), model.texts().bytes(bytes));
        Label grip = add(row, detail, HandOverNodes.content(file));
        HandOverNodes.drag(grip, file);
    }

    private Label add(Row row, String detail, ClipboardContent content) {
        Label grip = Nodes.label(detail, "grip-row");
        grip.setId("bug-" + row.id());
        grip.setGraphic(new FontIcon(row.icon()));
        grip.setCursor(Cursor.OPEN_HAND);
        grip.setMaxWidth(Double.MAX_VALUE);
        grip.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        grip.setAccessibleText(model.words().text(row.name()) + " " + detail);
        grip.setTooltip(Nodes.tip(model.words().text("bug.dragTip")));
        HBox.setHgrow(grip, Priority.ALWAYS);
        Button button = Nodes.button("bug-copy-" + row.id());
        button.getStyleClass().add("copy");
        button.setText(model.words().text(row.copy()));
        button.setGraphic(new FontIcon(Material2OutlinedAL.CONTENT_COPY));
        Nodes.named(button, model.words().text(row.copy()), model.words().text(row.copyTip()));
        button.setOnAction(event -> {
            String name = model.words().text(row.name());
            copied.setText(model.texts().copied(name, clipboard.test(content)));
        });
        HBox line = new HBox(grip, button);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("row");
        rows.getChildren().add(line);
        return grip;
    }
}

package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Says what went wrong where the eye is, with the button that does something about it. Ids: {@code
 * banner}, {@code banner-text}, {@code banner-action}, {@code banner-code}, {@code banner-report},
 * {@code banner-close}.
 */
final class BannerView extends HBox {

    private final Words words;
    private final Label text = Nodes.label("", "banner-text");
    private final Button action = Nodes.button("banner-action");
    private final Button code = Nodes.button("banner-code");
    private final Button report = Nodes.button("banner-report");
    private final FontIcon icon = new FontIcon(Material2MZ.WARNING);
    private final FlowPane foot = new FlowPane(action, report, code);
    private Banner.Action does = Banner.Action.NONE;
    private Optional<Path> file = Optional.empty();

    BannerView(RecordingViewModel model, BannerActions actions) {
        this.words = model.words();
        setId("banner");
        getStyleClass().add("banner");
        text.setId("banner-text");
        text.setWrapText(true);
        // the sentence is never cut: the window grows by it
        text.setMinHeight(USE_PREF_SIZE);
        foot.getStyleClass().add("banner-foot");

        action.setOnAction(event -> actions.run(does, file));

        buildCode();
        report.setText(words.text("bug.report"));
        report.getStyleClass().add("flat");
        report.setOnAction(event -> model.reports().ofTrouble(code.getText()));
        Button close =
                Nodes.iconButton(
                        "banner-close",
                        Material2AL.CLOSE,
                        words.text("banner.close"),
                        words.text("banner.closeTip"));
        close.setOnAction(event -> model.dismissBanner());
        VBox body = new VBox(text, foot);
        body.getStyleClass().add("banner-body");
        setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(icon, body, close);
        model.banner().subscribe(this::show);
    }

    private void buildCode() {

        code.getStyleClass().addAll("code", "flat");
        FontIcon copy = new FontIcon(Material2AL.CONTENT_COPY);
        code.setGraphic(copy);
        code.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(code.getText());
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    private void show(Optional<Banner> banner) {
        Nodes.present(this, banner.isPresent());
        banner.ifPresent(this::fill);
    }

    private void fill(Banner banner) {
        does = banner.action();
        file = banner.file();
        text.setText(banner.sentence());
        boolean calm = banner.calm();
        getStyleClass().setAll(calm ? List.of("banner", "calm") : List.of("banner"));
        icon.setIconCode(calm ? Material2AL.DELETE : Material2MZ.WARNING);
        icon.getStyleClass().removeAll("calm-icon", "trouble-icon");
        icon.getStyleClass().add(calm ? "calm-icon" : "trouble-icon");
        setAccessibleText(calm ? banner.sentence() : words.text("banner.name", banner.sentence()));
        boolean acts = does != Banner.Action.NONE;
        Nodes.present(action, acts);
        if (acts) {
            action.setText(words.text(BannerActions.key(does)));
        }
        Nodes.present(code, !banner.code().isEmpty());
        code.setText(banner.code());
        Nodes.named(
                code,
                words.text("banner.copy", banner.code()),
                words.text("banner.copy", banner.code()));
        Nodes.present(report, !banner.code().isEmpty());
        Nodes.named(report, words.text("bug.report"), words.text("bug.reportCode", banner.code()));
        Nodes.present(foot, acts || !banner.code().isEmpty());
    }
}

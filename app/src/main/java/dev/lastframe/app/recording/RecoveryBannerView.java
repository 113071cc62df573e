package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Says calmly what was saved of a recording that a crash left. Ids: {@code recovery}, {@code
 * recovery-text}, {@code recovery-play}, {@code recovery-show}, {@code recovery-report}, {@code
 * recovery-next}, {@code recovery-close}.
 */
final class RecoveryBannerView extends HBox {

    private final Words words;
    private final Label text = Nodes.label("", "banner-text");
    private final Button play = Nodes.button("recovery-play");
    private final Button show = Nodes.button("recovery-show");
    private final Button next = Nodes.button("recovery-next");
    private final Button report = Nodes.button("recovery-report");
    private final FlowPane foot = new FlowPane(play, show, report, next);
    private Optional<Path> file = Optional.empty();
    private String code = "";

    RecoveryBannerView(RecordingViewModel model) {
        this.words = model.words();
        RecoveryNews news = model.recovery();
        setId("recovery");
        getStyleClass().addAll("banner", "calm");
        FontIcon icon = new FontIcon(Material2MZ.RESTORE);
        icon.getStyleClass().add("calm-icon");
        text.setId("recovery-text");
        text.setWrapText(true);
        // the sentence is never cut: the window grows by it
        text.setMinHeight(USE_PREF_SIZE);
        foot.getStyleClass().add("banner-foot");
        labelled(play, "last.open", "recovery.playTip");
        play.setOnAction(event -> file.ifPresent(model.made().files()::open));
        labelled(show, "last.show", "recovery.showTip");
        show.setOnAction(event -> file.ifPresent(model.made().files()::show));
        labelled(report, "bug.report", "bug.reportTip");
        report.setOnAction(event -> file.ifPresent(about -> model.reports().ofCrash(about, code)));
        next.getStyleClass().add("flat");
        next.setOnAction(event -> news.next());
        Button close =
                Nodes.iconButton(
                        "recovery-close",
                        Material2AL.CLOSE,
                        words.text("banner.close"),
                        words.text("banner.closeTip"));
        close.setOnAction(event -> news.dismiss());
        VBox body = new VBox(text, foot);
        body.getStyleClass().add("banner-body");
        setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(icon, body, close);
        news.line().subscribe(this::show);
    }

    private void labelled(Button button, String name, String tip) {
        button.setText(words.text(name));
        Nodes.named(button, words.text(tip), words.text(tip));
    }

    private void show(Optional<RecoveryLine> line) {
        Nodes.present(this, line.isPresent());
        line.ifPresent(this::fill);
    }

    private void fill(RecoveryLine line) {
        file = line.file();
        code = line.code();
        text.setText(line.sentence());
        setAccessibleText(words.text("recovery.name", line.sentence()));
        Nodes.present(play, line.playable());
        Nodes.present(show, file.isPresent());
        Nodes.present(report, line.playable());
        Nodes.present(next, !line.next().isEmpty());
        next.setText(line.next());
        Nodes.named(next, line.next(), words.text("recovery.nextTip"));
        Nodes.present(foot, file.isPresent() || !line.next().isEmpty());
    }
}

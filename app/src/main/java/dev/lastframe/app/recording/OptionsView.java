package dev.lastframe.app.recording;

import dev.lastframe.core.encode.Preset;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * What is recorded, what is heard, how and where to, what is kept beside it, and what was made
 * last. Ids: {@code what}, {@code quality}, {@code fps} (with {@code -text} while they are plain
 * text), {@code folder}, {@code choose-folder}, {@code input} (and {@code input-text}).
 */
final class OptionsView extends GridPane {

    private final RecordingViewModel model;
    private final Options options;
    private final Words words;
    private final OptionTexts texts;
    private final Chooser<TargetChoice> what;
    private final Chooser<Preset> quality;
    private final Chooser<Integer> fps;
    private final RegionFields region;
    private final Label folder = Nodes.label("");
    private final Button chooseFolder;
    private final CheckBox input = new CheckBox();
    private final Label inputText = Nodes.label("");

    /**
     * @param askFolder asks the person for a folder
     * @param soundMore opens or closes what can be set of sound
     */
    OptionsView(RecordingViewModel model, Runnable askFolder, Runnable soundMore) {
        this.model = model;
        this.options = model.options();
        this.words = model.words();
        this.texts = new OptionTexts(words);
        getStyleClass().add("options");
        what = new Chooser<>("what", texts::target);
        quality = new Chooser<>("quality", texts::preset);
        fps = new Chooser<>("fps", texts::fps);
        region = new RegionFields(options, words, model.byDesktop());
        chooseFolder =
                Nodes.iconButton(
                        "choose-folder",
                        Material2OutlinedAL.FOLDER_OPEN,
                        words.text("folder.choose"),
                        words.text("folder.tip"));
        bind(askFolder);
        build(new SoundView(model.sound(), words, soundMore));
        follow();
    }

    void focusRegion() {
        region.requestFocus();
    }

    /** Whether a list hangs open, to which Escape belongs then. */
    boolean listOpen() {
        return what.box().isShowing() || quality.box().isShowing() || fps.box().isShowing();
    }

    private void bind(Runnable askFolder) {
        what.box().setItems(options.targets());
        what.box().valueProperty().bindBidirectional(options.target());
        what.box().setOnShowing(event -> model.lookAtScreens());
        what.whenEmpty(words.text("what.none"));
        quality.box().getItems().setAll(Preset.values());
        quality.box().valueProperty().bindBidirectional(options.preset());
        fps.box().getItems().setAll(options.rates());
        fps.box().valueProperty().bindBidirectional(options.fps());
        Nodes.named(what.box(), words.text("what.label"), words.text("what.tip"));
        Nodes.named(quality.box(), words.text("quality.label"), words.text("quality.tip"));
        Nodes.named(fps.box(), words.text("fps.tip"), words.text("fps.tip"));
        input.setId("input");
        input.setText(words.text("input.keep"));
        input.selectedProperty().bindBidirectional(options.input());
        Nodes.named(input, words.text("input.keep"), words.text("input.tip"));
        chooseFolder.setOnAction(event -> askFolder.run());
    }

    private void build(SoundView sound) {
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
        folder.setId("folder");
        // the end of a path tells more than its beginning
        folder.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        HBox.setHgrow(quality, Priority.ALWAYS);
        HBox rates = new HBox(quality, fps);
        rates.getStyleClass().add("rates");
        VBox target = new VBox(what, region);
        target.getStyleClass().add("target");
        row(0, "what.label", target);
        row(1, "sound.label", sound);
        row(2, "quality.label", rates);
        row(3, "folder.label", line(folder, chooseFolder));
        inputText.setId("input-text");
        row(4, "input.label", line(inputText, input));
        row(5, "last.label", new LastView(model));
    }

    private void row(int index, String key, Node value) {
        Label name = Nodes.label(words.text(key), "muted", "row-name");
        setValignment(name, VPos.TOP);
        add(name, 0, index);
        add(value, 1, index);
    }

    private static HBox line(Label text, Node... buttons) {
        text.setMaxWidth(Double.MAX_VALUE);
        text.setTooltip(new Tooltip());
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(text);
        line.getChildren().addAll(buttons);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("line");
        return line;
    }

    private void follow() {
        model.face().drawn().subscribe(this::show);
        options.target().subscribe(() -> show(model.face().drawn().get()));
        model.folder()
                .subscribe(path -> {
                    folder.setText(texts.folder(path));
                    folder.getTooltip().setText(path.toString());
                });
    }

    private void show(Phase phase) {
        TargetChoice target = options.target().get();
        Nodes.present(region, !phase.busy() && target instanceof TargetChoice.TypedRegion);
        Nodes.present(chooseFolder, !phase.busy());
        Nodes.present(input, !phase.busy());
        Nodes.present(inputText, phase.busy());
        inputText.setText(words.text(options.input().get() ? "input.kept" : "input.notKept"));
        if (phase.busy()) {
            what.freeze(
                    Optional.ofNullable(target)
                            .map(chosen -> texts.decided(chosen, options.region().get()))
                            .orElse(""));
            quality.freeze(
                    texts.preset(options.preset().get()) + " · " + texts.fps(options.fps().get()));
            Nodes.present(fps, false);
        } else {
            what.free();
            quality.free();
            Nodes.present(fps, true);
        }
    }
}

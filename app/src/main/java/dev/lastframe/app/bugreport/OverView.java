package dev.lastframe.app.bugreport;

import dev.lastframe.app.recording.Nodes;
import dev.lastframe.core.report.DraftFilm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/**
 * The burned video, moment by moment, and its distinct pictures, of which there may be many: two
 * rows of them are seen, and where even that is too high for the window all of it scrolls. Ids:
 * {@code bug-over}, {@code bug-over-moment}, {@code bug-strip-1}, …
 */
final class OverView extends ScrollPane {

    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final double WIDTH = 576;
    private static final double HEIGHT = 324;
    private static final double THUMB = 112;
    private static final int THUMBS_A_ROW = 6;
    private static final double TWO_ROWS = 160;
    private static final double ARROW_STEP_SECONDS = 0.1;

    /** Put in at once; a recording waits for no more. */
    private static final int THUMBS_AT_ONCE = 4;

    /**
     * Ten rows, more than are seen of the widest pictures: the more there are, the longer a
     * recording waits for each that is put in. The next ones come when somebody scrolls to the
     * last.
     */
    private static final int THUMBS_A_PAGE = 60;

    private final BugReportViewModel model;
    private final OverModel over;
    private final Consumer<List<Runnable>> inTurn;
    private final PictureView picture;
    private final Slider slider = new Slider();
    private final Label title = Nodes.label("", "card-title");
    private final Label facts = Nodes.label("", "muted");
    private final TilePane strip = new TilePane();
    private final ToggleGroup group = new ToggleGroup();
    private final List<ToggleButton> thumbs = new ArrayList<>();
    private List<DraftFilm.Thumbnail> known = List.of();
    private int asked;

    /** How often there was another video, or none. */
    private int changes;

    /**
     * @param inTurn does each of these later, one at a time
     */
    OverView(BugReportViewModel model, Consumer<List<Runnable>> inTurn) {
        this.model = model;
        this.over = model.over();
        this.inTurn = inTurn;
        setId("bug-over");
        getStyleClass().add("form-scroll");
        setFitToWidth(true);
        setFocusTraversable(false);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        title.setText(model.words().text("bug.overTitle"));
        Label note = Nodes.label(model.words().text("bug.overNote"));
        note.setWrapText(true);
        picture = new PictureView(WIDTH, HEIGHT, "");
        slider.setId("bug-over-moment");
        // as wide as what it moves through
        slider.setMaxWidth(WIDTH);
        slider.setBlockIncrement(ARROW_STEP_SECONDS);
        Nodes.named(
                slider, model.words().text("bug.overScrub"), model.words().text("bug.scrubTip"));
        slider.valueProperty().subscribe(value -> over.show(Math.round(value.doubleValue() * 1e6)));
        strip.getStyleClass().add("strip");
        strip.setPrefTileWidth(THUMB + 8);
        strip.setPrefColumns(THUMBS_A_ROW);
        VBox sheet = new VBox(title, note, picture, slider, facts, rows());
        sheet.getStyleClass().add("sheet");
        setContent(sheet);
        over.film().subscribe(this::fill);
        over.still()
                .subscribe(still ->
                        picture.show(
                                still.map(Still::png),
                                still.map(Still::size).orElse(new PictureSize(0, 0))));
        over.failed()
                .subscribe(why -> picture.instead(why.map(model.texts()::noPicture).orElse("")));
        over.at()
                .subscribe(micros -> {
                    picture.setAccessibleText(
                            model.words()
                                    .text("bug.strip", model.texts().tenths(micros.longValue())));
                    mark();
                });
    }

    private ScrollPane rows() {
        ScrollPane rows = new ScrollPane(strip);
        rows.setFitToWidth(true);
        rows.setFocusTraversable(false);
        rows.setHbarPolicy(ScrollBarPolicy.NEVER);
        rows.setMaxHeight(TWO_ROWS);
        rows.getStyleClass().add("form-scroll");
        rows.vvalueProperty()
                .subscribe(value -> {
                    double below =
                            (1 - value.doubleValue())
                                    * (strip.getHeight() - rows.getViewportBounds().getHeight());
                    if (value.doubleValue() > 0 && below < TWO_ROWS && asked == thumbs.size()) {
                        addPage();
                    }
                });
        return rows;
    }

    void focusFirst() {
        slider.requestFocus();
    }

    private void fill(Optional<DraftFilm> film) {
        changes++;
        known = List.of();
        asked = 0;
        thumbs.clear();
        strip.getChildren().clear();
        // the group would keep the pictures of each video that was ever looked over
        group.getToggles().clear();
        film.ifPresent(burned -> {
            facts.setText(model.texts().film(burned));
            slider.setMin(burned.fromMicros() / 1e6);
            slider.setMax(burned.untilMicros() / 1e6);
            slider.setValue(slider.getMin());
            known = burned.strip();
            addPage();
        });
    }

    /** Puts in the next ones. */
    private void addPage() {
        int change = changes;
        List<DraftFilm.Thumbnail> page = known.stream().skip(asked).limit(THUMBS_A_PAGE).toList();
        asked += page.size();
        inTurn.accept(
                page.stream()
                        .gather(Gatherers.windowFixed(THUMBS_AT_ONCE))
                        .map(some -> (Runnable) () -> add(change, some))
                        .toList());
    }

    /** Unless there is another video by now. */
    private void add(int change, List<DraftFilm.Thumbnail> some) {
        if (change == changes) {
            for (DraftFilm.Thumbnail each : some) {
                ToggleButton thumb = thumb(thumbs.size(), each);
                thumbs.add(thumb);
                strip.getChildren().add(thumb);
            }
            mark();
        }
    }

    private ToggleButton thumb(int index, DraftFilm.Thumbnail thumb) {
        ToggleButton button = new ToggleButton();
        button.setId("bug-strip-" + (index + 1));
        button.getStyleClass().add("thumb");
        button.setToggleGroup(group);
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : window.getOutputScaleX();
        ImageView view =
                new ImageView(
                        new Image(
                                thumb.picture().toUri().toString(),
                                THUMB * scale,
                                0,
                                true,
                                true,
                                true));
        view.setFitWidth(THUMB);
        view.setPreserveRatio(true);
        button.setGraphic(view);
        String name = model.words().text("bug.strip", model.texts().tenths(thumb.micros()));
        Nodes.named(button, name, name);
        button.setOnAction(event -> slider.setValue(thumb.micros() / 1e6));
        return button;
    }

    /** Which of the distinct pictures is the one that is shown. */
    private void mark() {
        int now = over.index();
        for (int i = 0; i < thumbs.size(); i++) {
            thumbs.get(i).setSelected(i == now);
            thumbs.get(i).pseudoClassStateChanged(NOW, i == now);
        }
    }
}

package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything can be done, heard and seen by somebody who has a keyboard alone. */
@Timeout(600)
@ExtendWith(Fx.class)
final class KeyboardIT {

    private static final String LAST = "\"last\":{\"file\":\"/tmp/Once.ts\",\"millis\":2000}";
    private static final String REGION = "\"target\":\"region 0,0,200x100\"";

    @TempDir private Path home;
    private Person person;

    @BeforeEach
    void settle() {
        person = new Person(home);
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void theTabKeyReachesEveryControlInTheOrderOfReading() throws IOException {
        person.hasSettings(LAST + "," + REGION);
        person.opensTheWindow();

        List<String> stops = walk();

        assertThat(stops)
                .containsExactly(
                        "#record",
                        "#keys",
                        "#what",
                        "#region-x",
                        "#region-y",
                        "#region-width",
                        "#region-height",
                        "#quality",
                        "#fps",
                        "#choose-folder",
                        "#input",
                        "#open-last",
                        "#show-last",
                        "#report-last",
                        "#again-last",
                        "#delete-last",
                        "#status",
                        "#report");
        assertThat(stops).containsExactlyInAnyOrderElementsOf(controls());
    }

    @Test
    void whileRecordingTheTabKeyReachesWhatIsLeftAndEnterAndSpacePressIt() {
        person.opensTheWindow();
        person.presses(KeyCode.ENTER);
        person.awaitsTitle("● .*");
        assertThat(walk()).containsExactly("#record", "#pause", "#status", "#report");
        assertThat(controls()).containsExactlyInAnyOrder("#record", "#pause", "#status", "#report");

        person.goesTo("#pause");
        person.presses(KeyCode.SPACE);
        person.awaitsTitle("❚❚ .*");
        person.presses(KeyCode.ENTER);
        person.awaitsTitle("● .*");
        person.goesTo("#status");
        person.presses(KeyCode.ENTER);
        person.awaits("the health card is open", () -> person.sees("#health"));
        person.presses(KeyCode.SPACE);
        person.awaits("the health card is closed", () -> !person.sees("#health"));
        person.goesTo("#record");
        person.presses(KeyCode.SPACE);

        Recorded.assertWhole(
                Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 1).getFirst());
    }

    @Test
    void aBannersButtonsAreReachedToo() throws IOException {
        person.hasSettings("\"folder\":\"/nowhere at all\"");
        person.opensTheWindow();
        person.pressesF9();
        person.awaits("the banner is there", () -> person.sees("#banner"));
        person.awaitsTitle("Lastframe");

        assertThat(walk())
                .containsSubsequence(
                        "#record",
                        "#banner-action",
                        "#banner-report",
                        "#banner-code",
                        "#banner-close",
                        "#what")
                .containsExactlyInAnyOrderElementsOf(controls());
        person.goesTo("#banner-close");
        person.presses(KeyCode.ENTER);
        person.awaits("the banner is gone", () -> !person.sees("#banner"));
    }

    @Test
    void everyControlHasANameForScreenReadersAndATip() throws IOException {
        person.hasSettings(LAST + "," + REGION);
        person.opensTheWindow();

        List<String> nameless =
                Fx.get(() ->
                        operable().stream()
                                .filter(node -> spoken(node).isBlank())
                                .map(KeyboardIT::id)
                                .toList());

        assertThat(nameless).isEmpty();
        assertThat(Fx.get(() -> operable().stream().map(KeyboardIT::spoken).distinct().toList()))
                .as("no two controls have one name")
                .hasSameSizeAs(controls());
    }

    @Test
    void theFocusIsSeenOnEveryControl() throws IOException {
        person.hasSettings(LAST + "," + REGION);
        person.opensTheWindow();
        List<String> unseen = new ArrayList<>();

        for (String id : walk()) {
            person.goesTo(id);
            WritableImage with = picture();
            person.pressesTab();
            WritableImage without = picture();
            Bounds bounds =
                    Fx.get(() -> {
                        Node node = person.scene().lookup(id);
                        return node.localToScene(node.getLayoutBounds());
                    });
            // Two lines of pixels all around are twice as much; a caret is less.
            if (differences(with, without, bounds) < bounds.getWidth() + bounds.getHeight()) {
                unseen.add(id);
            }
        }

        assertThat(unseen).isEmpty();
    }

    /** Where the Tab key stops, from the large button to the large button. */
    private List<String> walk() {
        person.goesTo("#record");
        List<String> stops = new ArrayList<>();
        do {
            stops.add(person.focused());
            person.pressesTab();
        } while (!person.focused().equals("#record") && stops.size() < 30);
        return stops;
    }

    /** What must be reached: everything shown that can be pressed, chosen from or typed into. */
    private List<String> controls() {
        return Fx.get(() -> operable().stream().map(KeyboardIT::id).toList());
    }

    private List<Node> operable() {
        return Person.within(person.scene().getRoot()).stream()
                .filter(KeyboardIT::isOperable)
                .filter(node -> Person.shown(node) && !node.isDisabled())
                .toList();
    }

    private static boolean isOperable(Node node) {
        boolean part = node.getId() == null; // such as the arrow of a list
        return !part
                && (node instanceof ButtonBase
                        || node instanceof ComboBoxBase
                        || node instanceof TextInputControl
                        || node.isFocusTraversable()
                        || node.getOnMouseClicked() != null);
    }

    private static String id(Node node) {
        return "#" + node.getId();
    }

    private static String spoken(Node node) {
        return node.getAccessibleText() == null ? "" : node.getAccessibleText();
    }

    private WritableImage picture() {
        return Fx.get(() -> person.scene().snapshot(null));
    }

    /** Pixels that differ in the node's place and 6 pixels around it. */
    private static long differences(WritableImage one, WritableImage other, Bounds bounds) {
        PixelReader first = one.getPixelReader();
        PixelReader second = other.getPixelReader();
        double width = Math.min(one.getWidth(), other.getWidth());
        double height = Math.min(one.getHeight(), other.getHeight());
        int left = (int) Math.max(0, bounds.getMinX() - 6);
        int top = (int) Math.max(0, bounds.getMinY() - 6);
        int right = (int) Math.min(width, bounds.getMaxX() + 6);
        int bottom = (int) Math.min(height, bounds.getMaxY() + 6);
        long count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (first.getArgb(x, y) != second.getArgb(x, y)) {
                    count++;
                }
            }
        }
        return count;
    }
}

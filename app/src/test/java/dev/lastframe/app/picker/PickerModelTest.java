package dev.lastframe.app.picker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two screens, one left of the origin, with two windows. */
final class PickerModelTest {

    private static final ScreenInfo MAIN = new ScreenInfo(1, "A", 0, 0, 1920, 1080, true);
    private static final ScreenInfo LEFT = new ScreenInfo(2, "B", -1280, 100, 1280, 1024, false);
    private static final WindowInfo UPPER =
            new WindowInfo(7, "Upper", new Rect(100, 100, 400, 300));
    private static final WindowInfo LOWER = new WindowInfo(8, "", new Rect(-50, 50, 1000, 800));

    private final PickerModel model = model(Optional.empty());

    @Test
    void itBeginsInTheMiddleOfTheFirstScreenOrWithTheRegionBefore() {
        assertThat(area()).isEqualTo(new Rect(480, 270, 960, 540));

        PickerModel again = model(Optional.of(new CaptureTarget.Region(-300, 200, 640, 360)));
        assertThat(again.selection().get().area()).isEqualTo(new Rect(-300, 200, 640, 360));
        PickerModel gone = model(Optional.of(new CaptureTarget.Region(9000, 9000, 640, 360)));
        assertThat(gone.selection().get().area()).isEqualTo(new Rect(1918, 1122, 2, 2));
    }

    @Test
    void aRectangleIsDrawnInAnyDirectionAcrossScreensWithEvenSizes() {
        model.press(201, 301);
        model.drag(-100, 500);
        assertThat(model.drawing()).isTrue();
        assertThat(area()).isEqualTo(new Rect(-100, 301, 300, 198));

        model.drag(-5000, -5000);
        model.release(-5000, -5000);
        assertThat(area()).isEqualTo(new Rect(-1280, 0, 1480, 300));
        assertThat(model.selection().get().picked())
                .isEqualTo(new Picked.OfRegion(new CaptureTarget.Region(-1280, 0, 1480, 300)));
    }

    @Test
    void aClickTakesTheUppermostWindowUnderThePointer() {
        model.hover(150, 150);
        assertThat(model.hovered().get()).contains(UPPER);
        model.press(150, 150);
        model.drag(152, 151);
        model.release(152, 151);
        assertThat(model.selection().get().picked()).isEqualTo(new Picked.OfWindow(UPPER));

        model.hover(600, 600);
        assertThat(model.hovered().get()).contains(LOWER);
        model.hover(1900, 1000);
        assertThat(model.hovered().get()).isEmpty();
        model.press(1900, 1000);
        model.release(1900, 1000);
        assertThat(model.selection().get().window()).as("stays").contains(UPPER);
    }

    @Test
    void keysMoveWithinTheDesktopAndResizeByEvenSteps() {
        model.move(-3, 5);
        assertThat(area()).isEqualTo(new Rect(477, 275, 960, 540));
        model.resize(1, -1);
        assertThat(area()).isEqualTo(new Rect(477, 275, 962, 538));
        model.resize(-10_000, 10_000);
        assertThat(area()).isEqualTo(new Rect(477, 275, 2, 848));
        model.move(-10_000, 10_000);
        assertThat(area()).isEqualTo(new Rect(-1280, 276, 2, 848));
        model.move(10_000, -10_000);
        assertThat(area()).isEqualTo(new Rect(1918, 0, 2, 848));
    }

    @Test
    void theTabKeyGoesThroughTheWindowsAndAnArrowMakesARegionOfOne() {
        model.nextWindow(1);
        assertThat(model.selection().get().window()).contains(UPPER);
        model.nextWindow(1);
        assertThat(model.selection().get().window()).contains(LOWER);
        model.nextWindow(1);
        assertThat(model.selection().get().window()).contains(UPPER);
        model.nextWindow(-1);
        assertThat(model.selection().get().window()).contains(LOWER);

        model.move(0, 1);
        assertThat(model.selection().get().window()).isEmpty();
        assertThat(area()).isEqualTo(new Rect(-50, 51, 1000, 800));
    }

    private Rect area() {
        return model.selection().get().area();
    }

    private static PickerModel model(Optional<CaptureTarget.Region> before) {
        return new PickerModel(List.of(MAIN, LEFT), List.of(UPPER, LOWER), before);
    }
}

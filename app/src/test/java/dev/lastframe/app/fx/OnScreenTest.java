package dev.lastframe.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

final class OnScreenTest {

    /** Below a bar of 24. */
    private static final Rectangle2D FIRST = new Rectangle2D(0, 24, 1280, 1056);

    private static final Rectangle2D SECOND = new Rectangle2D(1280, 0, 1920, 1080);
    private static final Point2D ASKED = new Point2D(200, 172);

    @Test
    void whereItWasAskedForItStays() {
        assertThat(corrected(200, 172)).isEmpty();
        assertThat(corrected(199.5, 172.4)).as("rounded").isEmpty();
    }

    @Test
    void whatIsToldWhileTheFrameIsPutAroundItIsNoReasonToMoveItIntoTheCorner() {
        assertThat(corrected(-1, -20)).contains(ASKED);
        assertThat(corrected(0, 0)).contains(ASKED);
    }

    @Test
    void onAScreenWithoutABarTheCornerIsNoPlaceEither() {
        Point2D asked = new Point2D(1500, 100);
        Rectangle2D bare = new Rectangle2D(0, 0, 1280, 1080);

        assertThat(OnScreen.correction(at(0, 0), asked, bare, SECOND)).contains(asked);
        assertThat(OnScreen.correction(at(0, 0), Point2D.ZERO, bare, bare))
                .as("asked for")
                .isEmpty();
    }

    @Test
    void whereAPersonPutItItStays() {
        assertThat(corrected(300, 200)).isEmpty();
        assertThat(OnScreen.correction(at(1600, 40), ASKED, SECOND, FIRST)).isEmpty();
    }

    @Test
    void aFrameThatReachesOutOfTheScreenComesBackOntoIt() {
        Point2D low = new Point2D(300, 400);
        assertThat(OnScreen.correction(at(300, 400), low, FIRST, FIRST))
                .contains(new Point2D(300, 1080 - 760));
        Point2D high = new Point2D(300, 24);
        assertThat(OnScreen.correction(at(300, 2), high, FIRST, FIRST)).contains(high);
    }

    private static Optional<Point2D> corrected(double x, double y) {
        return OnScreen.correction(at(x, y), ASKED, FIRST, FIRST);
    }

    private static Rectangle2D at(double x, double y) {
        return new Rectangle2D(x, y, 882, 760);
    }
}

package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PillPlaceTest {

    private static final ScreenInfo ONE = new ScreenInfo(1, "A", 0, 0, 1920, 1080, true);
    private static final ScreenInfo LEFT = new ScreenInfo(2, "B", -1280, 100, 1280, 1024, false);

    @Test
    void onTheOnlyScreenItIsAtTheUpperEdgeOfThePicture() {
        PillPlace place = PillPlace.of(new CaptureTarget.Screen(1), List.of(ONE), 300, 32);
        assertThat(place).isEqualTo(new PillPlace(810, 0, true, 0, 1920, 0));
    }

    @Test
    void anotherScreenHasRoom() {
        PillPlace place = PillPlace.of(new CaptureTarget.Screen(1), List.of(ONE, LEFT), 300, 32);
        assertThat(place.inPicture()).isFalse();
        assertThat(List.of(place.x(), place.y())).containsExactly(-790, 108);
    }

    @Test
    void aRegionHasItBesideItOnItsOwnScreen() {
        assertThat(at(new CaptureTarget.Region(100, 100, 640, 360))).containsExactly(270, 60);
        assertThat(at(new CaptureTarget.Region(100, 0, 640, 360))).containsExactly(270, 368);
        assertThat(at(new CaptureTarget.Region(0, 100, 40, 360))).containsExactly(0, 60);
        assertThat(at(new CaptureTarget.Region(0, 0, 640, 1080))).containsExactly(648, 0);
        assertThat(at(new CaptureTarget.Region(400, 0, 1520, 1080))).containsExactly(92, 0);
    }

    @Test
    void aRegionAsLargeAsTheScreenHasItInThePicture() {
        CaptureTarget all = new CaptureTarget.Region(4, 4, 1912, 1072);
        assertThat(PillPlace.of(all, List.of(ONE), 300, 32))
                .isEqualTo(new PillPlace(810, 0, true, 0, 1920, 0));
    }

    private static List<Integer> at(CaptureTarget target) {
        PillPlace place = PillPlace.of(target, List.of(ONE, LEFT), 300, 32);
        assertThat(place.inPicture()).isFalse();
        return List.of(place.x(), place.y());
    }
}

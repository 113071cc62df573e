package dev.lastframe.app.crash;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.WaylandDesktop;
import java.util.List;

/** A Wayland desktop's stream, in which everything moves. */
record StreamedStage(StreamedScreen screen) implements Stage {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    static StreamedStage on(WaylandDesktop desktop) {
        int numbersASecond = (int) Subject.MOVING.numbersASecond();
        return new StreamedStage(
                StreamedScreen.start(desktop, WIDTH, HEIGHT, "BGRx", numbersASecond));
    }

    @Override
    public List<Shown> shown() {
        return screen.shown();
    }

    @Override
    public BarcodeLayout layout() {
        return BarcodePixels.layout(FrameFormat.packed(WIDTH, HEIGHT));
    }

    @Override
    public void close() {
        screen.close();
    }
}

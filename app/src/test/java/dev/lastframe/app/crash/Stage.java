package dev.lastframe.app.crash;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.VirtualScreen;

/** A screen with a subject on it, for all of its kills. */
record Stage(VirtualScreen screen, BarcodeContent content) implements AutoCloseable {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    static Stage of(Subject subject) {
        VirtualScreen screen = VirtualScreen.start(WIDTH, HEIGHT);
        return new Stage(
                screen,
                BarcodeContent.start(screen.display(), subject.mode(), subject.numbersASecond()));
    }

    @Override
    public void close() {
        content.close();
        screen.close();
    }
}

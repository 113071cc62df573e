package dev.lastframe.app.crash;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.BarcodeLayout;
import dev.lastframe.core.testing.Shown;
import dev.lastframe.core.testing.VirtualScreen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** An X server's screen with a subject on it, and a person who clicks on it. */
record DrawnStage(VirtualScreen screen, BarcodeContent content, Process person) implements Stage {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    static DrawnStage of(Subject subject) {
        VirtualScreen screen = VirtualScreen.start(WIDTH, HEIGHT);
        return new DrawnStage(
                screen,
                BarcodeContent.start(screen.display(), subject.mode(), subject.numbersASecond()),
                person(screen));
    }

    /** Ten clicks a second, for ever: the events grow at any moment of a kill. */
    private static Process person(VirtualScreen screen) {
        String endless = Integer.toString(Integer.MAX_VALUE);
        try {
            return screen.command("xdotool", "click", "--repeat", endless, "--delay", "100", "1")
                    .start();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public List<Shown> shown() {
        return content.shown();
    }

    @Override
    public BarcodeLayout layout() {
        return content.layout();
    }

    @Override
    public void close() {
        person.destroy();
        content.close();
        screen.close();
    }
}

package dev.lastframe.app.recording;

import dev.lastframe.app.desktop.Question;
import dev.lastframe.app.desktop.Trash;
import dev.lastframe.app.desktop.TrayState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the window has the desktop do. Called by the FX thread; never blocks. Results arrive on any
 * thread.
 */
public interface DesktopService {

    /**
     * Moves all files of a recording to the trash, or none.
     *
     * @param recording its first part
     * @return what is in the trash now, empty where there was no file any more; exceptionally where
     *     it is refused
     */
    CompletionStage<List<Trash.Thrown>> throwAway(Path recording);

    /** Takes them back to where they were. */
    CompletionStage<Void> takeBack(List<Trash.Thrown> thrown);

    /** Shows a notification; false where this desktop has none. */
    CompletionStage<Boolean> announce(String title, String text);

    /**
     * Asks by a notification, in place of the question before; false where this desktop has none.
     */
    CompletionStage<Boolean> ask(Question question);

    /** The question is no longer asked; nothing where none is. */
    void takeBackQuestion();

    /**
     * Tells each time the screen becomes locked; nothing where this desktop does not say so.
     *
     * @param locked run by any thread; may not block
     */
    Watch whenLocked(Runnable locked);

    /** Goes on until it is closed. */
    interface Watch extends AutoCloseable {

        /** Returns at once. */
        @Override
        void close();
    }

    /**
     * Puts an item into the desktop's tray; nothing where this desktop has none.
     *
     * @param activated somebody clicked it; run by any thread, may not block
     */
    TrayPlace intoTray(TrayState first, Runnable activated);

    /** The item, until it is closed. Returns at once. */
    interface TrayPlace extends AutoCloseable {

        /** Shows this from now on. */
        void show(TrayState state);

        @Override
        void close();
    }

    /**
     * Whether a window is on the screen, in milliseconds; true where nobody knows.
     *
     * @param nativeWindow its number in the window system
     */
    boolean isShown(long nativeWindow);

    /**
     * Takes a window off the screen that no window manager makes an icon, in milliseconds.
     *
     * @param nativeWindow its number in the window system
     */
    void withdraw(long nativeWindow);

    /**
     * Whether a window manager makes icons of windows, in milliseconds; true where nobody knows.
     */
    boolean hasWindowManager();

    /**
     * Whether a compositor draws the screen, which may show what is gone for a moment, in
     * milliseconds; true where nobody knows.
     */
    boolean hasCompositor();
}

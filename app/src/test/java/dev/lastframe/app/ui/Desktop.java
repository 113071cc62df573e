package dev.lastframe.app.ui;

import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.List;

/**
 * What is on a {@link VirtualScreen}, for another process than the one under test: finds windows
 * and presses keys, by {@code xdotool}'s real events. Blocks; for one thread.
 */
final class Desktop {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final VirtualScreen screen;

    /**
     * @param screen on which a window manager runs
     */
    Desktop(VirtualScreen screen) {
        this.screen = screen;
    }

    /** Waits until a window whose title matches has the keyboard. */
    void awaitFocusedWindow(String title) {
        try {
            Waits.eventually(LIMIT, title + " has the focus", () -> focused().matches(title));
        } catch (AssertionError other) {
            throw new AssertionError(
                    "\"" + focused() + "\" has it: " + screen.run("xwininfo", "-root", "-tree"),
                    other);
        }
    }

    /** Waits until no window's title contains this. */
    void awaitNoWindow(String part) {
        Waits.eventually(LIMIT, "no window \"" + part + "\"", () -> search(part).isEmpty());
    }

    /** Presses and releases a key, such as {@code F9} or {@code alt+F4}, for the focused window. */
    void key(String key) {
        screen.run("xdotool", "key", key);
    }

    /** Moves the pointer to a pixel of the screen. */
    void moves(int x, int y) {
        screen.run("xdotool", "mousemove", Integer.toString(x), Integer.toString(y));
    }

    /** Draws from one pixel to another with the button held. */
    void drags(int fromX, int fromY, int toX, int toY) {
        moves(fromX, fromY);
        screen.run("xdotool", "mousedown", "1");
        moves((fromX + toX) / 2, (fromY + toY) / 2);
        moves(toX, toY);
        screen.run("xdotool", "mouseup", "1");
    }

    /**
     * The title of the window that gets the keys; empty where there is none. What the window
     * manager calls active will get them soon, which is too late for a key that is sent now.
     */
    String focused() {
        return ask("getwindowfocus", "getwindowname");
    }

    /** The width and height of the window that has the keyboard, in device pixels. */
    List<Integer> sizeOfFocused() {
        String shell = ask("getwindowfocus", "getwindowgeometry", "--shell");
        return List.of(number(shell, "WIDTH="), number(shell, "HEIGHT="));
    }

    /** The x and y of its content, in device pixels. */
    List<Integer> placeOfFocused() {
        // xdotool counts a frame twice.
        String info = screen.run("xwininfo", "-id", ask("getwindowfocus"));
        return List.of(
                number(info, "Absolute upper-left X: "), number(info, "Absolute upper-left Y: "));
    }

    private String search(String part) {
        return ask("search", "--onlyvisible", "--name", part);
    }

    private static int number(String text, String name) {
        return Integer.parseInt(text.replaceAll("(?s).*" + name + " *(\\d+).*", "$1"));
    }

    private String ask(String... words) {
        try {
            return screen.run("xdotool", words).strip();
        } catch (IllegalStateException nothingFound) {
            return "";
        }
    }
}

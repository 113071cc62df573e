package dev.lastframe.core.events;

import dev.lastframe.core.frame.Rect;
import java.util.List;
import java.util.Optional;

/**
 * Something that a person did. Places are device pixels of the desktop, moments those of the
 * recording's monotonic clock in nanoseconds.
 */
public sealed interface InputEvent {

    /** When it was seen. */
    long nanos();

    /** The pointer is somewhere else. */
    record Pointer(long nanos, int x, int y) implements InputEvent {}

    /**
     * A button of the pointer went down or up.
     *
     * @param button {@code left}, {@code middle}, {@code right}, {@code back}, {@code forward} or
     *     {@code other}
     * @param application of the window under the pointer; empty where that has no name or was not
     *     looked for, as when a button comes up
     */
    record Button(long nanos, int x, int y, String button, boolean down, String application)
            implements InputEvent {}

    /**
     * One step of a wheel.
     *
     * @param direction {@code up}, {@code down}, {@code left} or {@code right}
     */
    record Wheel(long nanos, int x, int y, String direction) implements InputEvent {}

    /**
     * A key of the fixed list was pressed. A source has no event for any other key.
     *
     * @param name such as {@code Ctrl+S}, {@code F5}, {@code Enter}
     * @param windows where the windows are that may have been meant; never empty
     */
    record Key(long nanos, String name, List<Rect> windows) implements InputEvent {

        public Key {
            windows = List.copyOf(windows);
        }
    }

    /**
     * What has the focus; told again now and then, also when it is the same.
     *
     * @param application the name of its application; empty where it has none
     * @param title its title; empty unless titles are wanted
     * @param windows where it is; empty where nothing that can be seen has the focus
     */
    record Focus(long nanos, String application, Optional<String> title, List<Rect> windows)
            implements InputEvent {

        public Focus {
            windows = List.copyOf(windows);
        }
    }
}

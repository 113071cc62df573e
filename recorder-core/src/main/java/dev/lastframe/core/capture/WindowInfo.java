package dev.lastframe.core.capture;

import dev.lastframe.core.frame.Rect;

/**
 * A window that is shown.
 *
 * @param id the display's number of it
 * @param title what it calls itself; may be empty
 * @param area its place on the desktop with its frame, in device pixels and even sizes; may reach
 *     beyond the screens
 */
public record WindowInfo(long id, String title, Rect area) {}

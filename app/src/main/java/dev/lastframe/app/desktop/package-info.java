/**
 * What the desktop does for Lastframe besides showing windows: its trash, its notifications, and
 * that it locks the screen. The only place of the app that knows D-Bus. No JavaFX here.
 */
@NullMarked
package dev.lastframe.app.desktop;

import org.jspecify.annotations.NullMarked;

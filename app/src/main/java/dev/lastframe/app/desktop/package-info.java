/**
 * What the desktop does for Lastframe besides showing windows: its trash and its notifications. No
 * JavaFX here.
 */
@NullMarked
package dev.lastframe.app.desktop;

import org.jspecify.annotations.NullMarked;

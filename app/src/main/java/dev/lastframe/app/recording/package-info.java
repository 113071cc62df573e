/**
 * The window: one recording after another, and what it missed. Wishes of a person and the session's
 * status enter; requests to the session and texts on the screen leave. Everything runs on the FX
 * thread; folders are touched by a background executor.
 */
@NullMarked
package dev.lastframe.app.recording;

import org.jspecify.annotations.NullMarked;

/**
 * Choosing on the screen itself what is recorded. Pictures of the screens and the list of windows
 * enter; a region or a window leaves. Used by the FX thread.
 */
@NullMarked
package dev.lastframe.app.picker;

import org.jspecify.annotations.NullMarked;

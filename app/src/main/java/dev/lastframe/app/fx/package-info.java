/**
 * What JavaFX and the desktop give and no feature owns: delays, opening files, the window's icons,
 * and the screen by JavaFX's robot. The system is asked here for what its threads need, when it
 * starts ({@code FxToolkit}). Runs on the FX thread unless it says otherwise.
 */
@NullMarked
package dev.lastframe.app.fx;

import org.jspecify.annotations.NullMarked;

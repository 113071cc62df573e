/**
 * Where pictures come from. A target enters; pixels in a pool's slot leave, with their time and the
 * rectangles that are valid. Everything here runs on the capture thread (the JavaFX application
 * thread).
 */
@NullMarked
package dev.lastframe.core.capture;

import org.jspecify.annotations.NullMarked;

/**
 * Pictures from an X server by {@code java.lang.foreign}. A target enters; pixels that the server
 * itself wrote into the pool's shared memory leave. One connection a grabber, used by the capture
 * thread alone, which GLib's event loop tells of each answer and gives its tasks.
 */
@NullMarked
package dev.lastframe.core.capture.x11;

import org.jspecify.annotations.NullMarked;

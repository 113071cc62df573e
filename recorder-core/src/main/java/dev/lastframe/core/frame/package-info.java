/**
 * Pixels in memory. A grabber's bytes enter; immutable, reference-counted frames leave. Slots are
 * taken on the capture thread and given back from any.
 */
@NullMarked
package dev.lastframe.core.frame;

import org.jspecify.annotations.NullMarked;

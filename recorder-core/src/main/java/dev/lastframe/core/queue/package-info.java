/**
 * The only hand-over of frames and the only drop policy. Frames enter from the capture thread, or
 * are refused and counted; they leave, in order, to the encoder thread.
 */
@NullMarked
package dev.lastframe.core.queue;

import org.jspecify.annotations.NullMarked;

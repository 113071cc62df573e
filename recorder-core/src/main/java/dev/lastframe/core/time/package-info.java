/**
 * The one source of time. Nothing enters; monotonic nanoseconds and the wall clock leave. Callable
 * from any thread.
 */
@NullMarked
package dev.lastframe.core.time;

import org.jspecify.annotations.NullMarked;

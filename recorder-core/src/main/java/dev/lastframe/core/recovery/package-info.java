/**
 * What a crash left. Places to look enter; recordings are found, proven, published and told of by a
 * receipt each, on the thread that asks, which is never the one of a window. The storage touches
 * the files, a child process decodes them.
 */
@NullMarked
package dev.lastframe.core.recovery;

import org.jspecify.annotations.NullMarked;

/**
 * Work on existing files by the bundled {@code ffmpeg}. Bytes enter, what the program says of them
 * leaves; the program runs as a child process of low priority, on the caller's time.
 */
@NullMarked
package dev.lastframe.core.export;

import org.jspecify.annotations.NullMarked;

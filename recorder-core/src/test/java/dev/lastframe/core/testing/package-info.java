/**
 * What the tests and benchmarks of both modules share: a virtual screen, content on it that knows
 * what it showed and when, the bundled {@code ffmpeg} that reads a recording back, and the
 * comparison of the two. The truth of a test comes from here, never from the recorder. Everything
 * may block; nothing here is used by the recorder itself.
 */
@NullMarked
package dev.lastframe.core.testing;

import org.jspecify.annotations.NullMarked;

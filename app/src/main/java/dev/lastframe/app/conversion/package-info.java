/**
 * The MP4 that is made of each finished recording. Recordings enter; what became of them leaves, on
 * a background thread.
 */
@NullMarked
package dev.lastframe.app.conversion;

import org.jspecify.annotations.NullMarked;

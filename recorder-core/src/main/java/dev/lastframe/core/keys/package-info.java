/**
 * Chords of keys that are this program's, whatever window has the focus. A chord enters to be
 * taken; presses of it leave, and nothing of any other key. How that is done is a platform's
 * affair; see {@code capture.x11}.
 */
@NullMarked
package dev.lastframe.core.keys;

import org.jspecify.annotations.NullMarked;

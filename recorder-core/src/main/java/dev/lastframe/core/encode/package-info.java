/**
 * From pictures to a transport stream. Frames enter on the encoder thread; whole access units leave
 * to the storage. With {@code sound} and {@code export} the only package that touches FFmpeg.
 */
@NullMarked
package dev.lastframe.core.encode;

import org.jspecify.annotations.NullMarked;

/**
 * Sound beside the picture: blocks of samples enter from devices, one stream on the video's clock
 * leaves. With {@code encode} and {@code export} the only package that touches FFmpeg.
 */
@NullMarked
package dev.lastframe.core.sound;

import org.jspecify.annotations.NullMarked;

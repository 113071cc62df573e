/**
 * The benchmark ({@code mvn -Pbench}): the real launcher and, beside it, FFmpeg's own {@code
 * x11grab} record the same content on a virtual screen. What content showed and when, what Linux
 * counts for the processes, and what decoding gives enter; one table leaves, as text and as
 * Markdown. Runs on the main thread; no test depends on it.
 */
@NullMarked
package dev.lastframe.app.bench;

import org.jspecify.annotations.NullMarked;

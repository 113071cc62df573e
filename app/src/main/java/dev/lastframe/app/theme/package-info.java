/**
 * The colours and the look. The system's choice of light or dark enters; style sheets on a scene
 * leave. Runs on the FX thread.
 */
@NullMarked
package dev.lastframe.app.theme;

import org.jspecify.annotations.NullMarked;

/** Long recordings with sound; run by the profile {@code -Psoak}. */
@NullMarked
package dev.lastframe.app.soak;

import org.jspecify.annotations.NullMarked;

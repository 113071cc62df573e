/**
 * What this program gives to its bug reports: who sits here, its places, a picture of the screen.
 * An order enters; a zip leaves.
 */
@NullMarked
package dev.lastframe.app.bugreport;

import org.jspecify.annotations.NullMarked;

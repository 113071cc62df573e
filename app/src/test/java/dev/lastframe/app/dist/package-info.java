/** The installed package; run by the profile that makes it. */
@NullMarked
package dev.lastframe.app.dist;

import org.jspecify.annotations.NullMarked;

/** The documents that come with the program. */
@NullMarked
package dev.lastframe.app.help;

import org.jspecify.annotations.NullMarked;

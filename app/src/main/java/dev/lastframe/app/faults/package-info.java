/**
 * Faults of the program itself. What was thrown enters from any thread; a line in the log and a
 * small file for the next start leave.
 */
@NullMarked
package dev.lastframe.app.faults;

import org.jspecify.annotations.NullMarked;

/**
 * The bug-report zip: which recording and which stretch of it, what its events tell, who stuttered,
 * what the computer is, all of it redacted, in one checked file. A recording's files enter, also
 * those of one that runs; a zip leaves. On the caller's thread; video and pictures are made by
 * child processes.
 */
@NullMarked
package dev.lastframe.core.report;

import org.jspecify.annotations.NullMarked;

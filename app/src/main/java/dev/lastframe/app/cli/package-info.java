/**
 * The command line. Words enter; an exit code, one sentence on standard error or a path on standard
 * output leave. Runs on the main thread; pictures are taken on the JavaFX application thread.
 */
@NullMarked
package dev.lastframe.app.cli;

import org.jspecify.annotations.NullMarked;

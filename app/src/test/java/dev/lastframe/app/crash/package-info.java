/**
 * The kill test: the real launcher records content that keeps its own log and is killed at random
 * moments, {@code lastframe recover} saves what is left, and the log says what that had to be. A
 * seed enters; findings, a table and sentences about faults leave. Runs on the test's thread.
 */
@NullMarked
package dev.lastframe.app.crash;

import org.jspecify.annotations.NullMarked;

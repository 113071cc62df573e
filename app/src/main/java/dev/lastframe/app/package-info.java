/**
 * The program's entry and its composition root: arguments enter; a window or a command leaves, with
 * every collaborator it needs.
 */
@NullMarked
package dev.lastframe.app;

import org.jspecify.annotations.NullMarked;

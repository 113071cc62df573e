/**
 * Names, durable writing and publishing. Whole access units and event lines enter from any thread;
 * bytes leave on the disk thread, forces on the force thread. The only package that opens a
 * recording for writing.
 */
@NullMarked
package dev.lastframe.core.storage;

import org.jspecify.annotations.NullMarked;

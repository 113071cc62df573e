/**
 * The append-only track beside the video: header, ledger lines, misses, health, pauses. Values
 * enter from any thread; one JSON object a line leaves to the disk thread.
 */
@NullMarked
package dev.lastframe.core.events;

import org.jspecify.annotations.NullMarked;

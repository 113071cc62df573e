/**
 * A recording from its start to its end: wires the stages, owns the threads and the ledger. Wishes
 * (start, pause, stop) enter from any thread; a published file and its outcome leave.
 */
@NullMarked
package dev.lastframe.core.session;

import org.jspecify.annotations.NullMarked;

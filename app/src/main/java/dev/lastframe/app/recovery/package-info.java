/**
 * What a crash left, found and saved at the start. The folders to look through enter; receipts
 * leave, on a background thread.
 */
@NullMarked
package dev.lastframe.app.recovery;

import org.jspecify.annotations.NullMarked;

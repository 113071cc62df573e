/**
 * Words and numbers as a person reads them. Keys and raw values enter; texts of one locale leave.
 * Immutable, callable from any thread.
 */
@NullMarked
package dev.lastframe.app.i18n;

import org.jspecify.annotations.NullMarked;

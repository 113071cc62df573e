/**
 * What must not leave the computer is replaced before it is written: names, homes, addresses, keys
 * and passwords in text, JSON and file names. Text enters, the same text with placeholders such as
 * {@code [e-mail]} leaves. Knows nothing else of the recorder.
 */
@NullMarked
package dev.lastframe.core.privacy;

import org.jspecify.annotations.NullMarked;

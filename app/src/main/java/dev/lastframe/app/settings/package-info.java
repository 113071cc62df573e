/**
 * What a person chose, and where things live. The settings file and the environment (passed in,
 * never read here) enter; immutable values leave. Files are read and written off the FX thread.
 */
@NullMarked
package dev.lastframe.app.settings;

import org.jspecify.annotations.NullMarked;

/**
 * Speaks with a running Lastframe of the same person through a socket in the file system. One line
 * of JSON enters, one leaves; what it asks for is done by whoever listens. Nobody else can open the
 * folder, and nobody else is answered.
 */
@NullMarked
package dev.lastframe.app.control;

import org.jspecify.annotations.NullMarked;

/**
 * Pictures of a Wayland session: the desktop's portal asks the person, and its stream is read by
 * GStreamer. Nothing of D-Bus or GStreamer is loaded before a recording asks for such a session.
 */
@NullMarked
package dev.lastframe.core.capture.wayland;

import org.jspecify.annotations.NullMarked;

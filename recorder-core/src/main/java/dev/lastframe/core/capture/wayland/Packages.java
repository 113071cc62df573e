package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import org.jspecify.annotations.Nullable;

/** Says what a Wayland session lacks, and the packages that bring it. */
final class Packages {

    private Packages() {}

    static CaptureException noBus(@Nullable Throwable cause) {
        return lacks(
                "no D-Bus session answers (DBUS_SESSION_BUS_ADDRESS)",
                "log in to a desktop and start Lastframe in it",
                cause);
    }

    static CaptureException noPortal(@Nullable Throwable cause) {
        return lacks(
                "the desktop portal does not answer",
                "install xdg-desktop-portal (so called on Debian, Fedora and Arch) and log in again",
                cause);
    }

    static CaptureException noBackend(@Nullable Throwable cause) {
        return lacks(
                "this desktop's portal offers no screen",
                "install its backend (xdg-desktop-portal-gnome, -kde, -wlr or -hyprland on Debian,"
                        + " Fedora and Arch) and log in again",
                cause);
    }

    static CaptureException noGStreamer(String what, @Nullable Throwable cause) {
        return lacks(
                "GStreamer's " + what + " is missing",
                "install gstreamer1.0-pipewire and gstreamer1.0-plugins-base on Debian,"
                        + " pipewire-gstreamer and gstreamer1-plugins-base on Fedora, or"
                        + " gst-plugin-pipewire and gst-plugins-base on Arch",
                cause);
    }

    private static CaptureException lacks(String what, String advice, @Nullable Throwable cause) {
        return new CaptureException(
                Reason.WAYLAND,
                "This is a Wayland session, and " + what + ": " + advice + ".",
                cause);
    }
}

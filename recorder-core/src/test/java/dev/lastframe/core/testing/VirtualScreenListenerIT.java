package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Run by failsafe, whose virtual machine has a screen of its own. */
final class VirtualScreenListenerIT {

    @Test
    void aChildProcessSeesTheRunsScreenAndNoWayland() throws IOException {
        String script = "echo \"$DISPLAY [$WAYLAND_DISPLAY$XDG_SESSION_TYPE]\"";
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        String seen =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(seen).isEqualTo(VirtualScreenListener.display() + " []");
    }

    @Test
    void contentShowsOnTheRunsScreen() {
        try (BarcodeContent content =
                BarcodeContent.start(VirtualScreenListener.display(), ContentMode.SMALL, 20)) {
            assertThat(content.geometry()).isEqualTo(new Geometry(1920, 1080, 0, 0));
        }
    }
}

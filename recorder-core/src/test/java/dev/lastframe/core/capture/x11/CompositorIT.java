package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real X server, and who says there that it composes the screen. */
@Tag("beside")
@Timeout(60)
final class CompositorIT {

    private static final int SET_SELECTION_OWNER = 22;
    private static final int NOW = 0;

    @Test
    void isKnownByTheSelectionThatItOwns() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(320, 200);
                X11Connection asking = X11Connection.open(screen.display());
                XcbConnection composing = XcbConnection.open(screen.display())) {
            assertThat(asking.hasCompositor()).isFalse();

            int selection = composing.atom("_NET_WM_CM_S0");
            boolean owns =
                    composing.doNow(
                            composing
                                    .request(SET_SELECTION_OWNER, 0)
                                    .putInt(composing.root())
                                    .putInt(selection)
                                    .putInt(NOW));

            assertThat(owns).isTrue();
            assertThat(asking.hasCompositor()).isTrue();
        }
    }
}

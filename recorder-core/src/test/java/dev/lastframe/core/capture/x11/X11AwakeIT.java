package dev.lastframe.core.capture.x11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real X server, whose screen saver comes after one second of rest. */
@Tag("beside")
@Timeout(60)
final class X11AwakeIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int QUERY_INFO = 1;

    @Test
    void theScreenSaverComesOnlyWhenItIsClosed() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(320, 200);
                XcbConnection asking = XcbConnection.open(screen.display())) {
            try (X11Awake awake = X11Awake.open(screen.display())) {
                assertThat(awake.holds()).isTrue();
                screen.run("xset", "s", "1", "0");
                Waits.pause(Duration.ofSeconds(3));
                assertThat(isOn(asking)).isFalse();
            }
            Waits.eventually(LIMIT, "the screen saver is on", () -> isOn(asking));
        }
    }

    @Test
    void aServerThatCannotDoItChangesNothing() {
        try (VirtualScreen screen = VirtualScreen.without("MIT-SCREEN-SAVER", 320, 200);
                X11Awake awake = X11Awake.open(screen.display());
                X11Awake nowhere = X11Awake.open(":3999")) {
            assertThat(awake.holds()).isFalse();
            assertThat(nowhere.holds()).isFalse();
        }
    }

    private static boolean isOn(XcbConnection connection) {
        int[] numbers = connection.extension("MIT-SCREEN-SAVER");
        assertThat(numbers).isNotNull();
        ByteBuffer reply =
                connection.ask(
                        connection.request(numbers[0], QUERY_INFO).putInt(connection.root()));
        assertThat(reply).isNotNull();
        // 0 off, 1 on, 3 disabled
        return reply.get(1) == 1;
    }
}

package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("beside")
@Timeout(60)
final class ShmBlockIT {

    private static final long BYTES = 3L * 1024 * 1024 + 4096;
    private static final long IN_THE_MIDDLE = 2L * 1024 * 1024 + 8;

    @Test
    void theMemoryIsThereOnceItWasProvidedAndKeepsWhatIsInIt() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(320, 240)) {
            X11Connection connection = X11Connection.open(screen.display());
            ShmBlock block = ShmBlock.attach(connection, BYTES);
            block.segment().set(JAVA_INT, IN_THE_MIDDLE, 4711);
            long before = residentBytes(block);

            block.provide();

            assertThat(before).isLessThan(BYTES / 2);
            assertThat(residentBytes(block)).isEqualTo(BYTES);
            assertThat(block.segment().get(JAVA_INT, IN_THE_MIDDLE)).isEqualTo(4711);
            block.close();
            block.provide();
            connection.close();
        }
    }

    private static long residentBytes(ShmBlock block) throws IOException {
        String begin = Long.toHexString(block.segment().address()) + "-";
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        int at = 0;
        while (!lines.get(at).startsWith(begin)) {
            at++;
        }
        while (!lines.get(at).startsWith("Rss:")) {
            at++;
        }
        return Long.parseLong(lines.get(at).replaceAll("\\D", "")) * 1024;
    }
}

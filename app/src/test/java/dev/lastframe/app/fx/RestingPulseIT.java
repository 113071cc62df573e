package dev.lastframe.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * That who draws slowly does not hold up the FX thread, on which recordings take their pictures,
 * and that a change now and then does not keep it awake.
 */
@Timeout(240)
final class RestingPulseIT {

    @TempDir private Path home;

    @Test
    void theFxThreadAnswersWhileNothingIsDrawnAndRestsBetweenChanges() throws Exception {
        Path said = home.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Dprism.order=sw",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djavafx.cachedir=" + home.resolve("javafx"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PulseTrial.class.getName());
        builder.environment().put("DISPLAY", VirtualScreenListener.display());
        Process trial = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(trial.waitFor(200, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(lines(said))
                    .contains(PulseTrial.ANSWERS, PulseTrial.RESTS)
                    .doesNotContain("does not rest");
        } finally {
            Waits.kill(trial);
        }
    }

    private static String lines(Path file) throws IOException {
        return Files.readString(file);
    }
}

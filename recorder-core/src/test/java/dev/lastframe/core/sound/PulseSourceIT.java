package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.sound.PulseSound.Reading;
import dev.lastframe.core.testing.SoundServer;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices of a real server, and who reads them. */
@Timeout(300)
final class PulseSourceIT {

    private static final SoundDevice SPEAKERS =
            new SoundDevice("speakers.monitor", "Speakers", SoundKind.SYSTEM, true);

    @TempDir private Path home;

    private SoundServer server;

    @BeforeEach
    void startTheServer() {
        server = SoundServer.start(home);
    }

    @AfterEach
    void endIt() {
        server.close();
    }

    /** Else this FFmpeg keeps its stream elsewhere, and every recording pays for it. */
    @Test
    void theUsualWayIsTheServersClient() throws Exception {
        PulseSound sound = new PulseSound(server.environment(), NanoClock.system());

        assertThat(reading(sound)).isEqualTo(Reading.BY_CLIENT);
    }

    @Test
    void whoIsToldSoLeavesTheReadingToFfmpeg() throws Exception {
        PulseSound sound =
                new PulseSound(server.environment(), NanoClock.system(), Reading.BY_FFMPEG);

        assertThat(reading(sound)).isEqualTo(Reading.BY_FFMPEG);
    }

    private static Reading reading(PulseSound sound) throws SoundException {
        try (SoundSource opened = sound.open(SPEAKERS)) {
            SoundBlock block = opened.read();
            assertThat(block.frames()).isPositive();
            assertThat(block.rate()).isEqualTo(SoundFeed.RATE);
            assertThat(opened).isInstanceOf(PulseSource.class);
            return ((PulseSource) opened).reading();
        }
    }
}

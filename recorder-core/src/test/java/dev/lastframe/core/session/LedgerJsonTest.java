package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.PushedPictures;
import dev.lastframe.core.events.EventTrack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LedgerJsonTest {

    @Test
    void theFieldsStandAsTheContractNamesThem() {
        assertThat(json(null)).doesNotContain("pushed");
        assertThat(json(new PushedPictures(20, 1, 2, 3, 4, 5, 6)))
                .isEqualTo(
                        "{\"ticks\":451,\"captured\":400,\"unchanged\":44,\"unverified\":3,"
                                + "\"late\":1,\"droppedQueueFull\":4,"
                                + "\"droppedBecause\":{\"encoder\":2,\"disk\":1,\"memory\":1},"
                                + "\"captureFailed\":2,\"encoded\":390,\"encodeFailed\":4,"
                                + "\"abandoned\":5,\"inFlight\":1,\"missed\":16,"
                                + "\"exposureMillisMax\":140,"
                                + "\"pushed\":{\"came\":20,\"captured\":1,\"passedOver\":2,"
                                + "\"refused\":3,\"lost\":4,\"waiting\":5,\"skipped\":6}}");
    }

    private static String json(@Nullable PushedPictures pushed) {
        LedgerSnapshot ledger = new LedgerSnapshot(451, 400, 44, 3, 1, 2, 1, 1, 2, 390, 4, 5, 1);
        RecordingStatus status =
                new RecordingStatus(
                        SessionState.RECORDING,
                        Duration.ofSeconds(15),
                        ledger,
                        new RecordingStatus.Recent(300, 2, 66, 1000),
                        new RecordingStatus.Video("libopenh264", "x11-shm", true, 640, 360, 30),
                        new RecordingStatus.Queue(8, 8, 1, 2),
                        new RecordingStatus.Ticks(0.7, 1.9, 4.0),
                        new RecordingStatus.Disk(
                                1,
                                2,
                                3,
                                4,
                                5,
                                6,
                                140,
                                8,
                                9,
                                10,
                                new RecordingStatus.PowerLossBound(1000, 1 << 22)),
                        Map.of(),
                        pushed,
                        new RecordingStatus.Parts(1, 0),
                        List.of());

        return EventTrack.object(out -> LedgerJson.write(out, status));
    }
}

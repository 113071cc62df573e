package dev.lastframe.app;

import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import java.time.Duration;
import java.util.List;

/** What a recording might say of itself. */
public final class SampleStatus {

    private SampleStatus() {}

    /** Three seconds of nothing. */
    public static RecordingStatus stopping() {
        return new RecordingStatus(
                SessionState.STOPPING,
                Duration.ofSeconds(3),
                LedgerSnapshot.EMPTY,
                new RecordingStatus.Recent(0, 0, 0, -1),
                new RecordingStatus.Video("libopenh264", "x11-shm", true, 320, 180, 30),
                new RecordingStatus.Queue(8, 8, 0, 0),
                new RecordingStatus.Ticks(0, 0, 0),
                new RecordingStatus.Disk(
                        0, 0, 0, 0, -1, 0, 0, 0, 0, 0, new RecordingStatus.PowerLossBound(1000, 1)),
                new RecordingStatus.Parts(1, 0),
                List.of());
    }
}

package dev.lastframe.core.session;

import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.queue.FrameQueue;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.storage.ForcePolicy;
import dev.lastframe.core.storage.OutputStats;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the numbers of all stages. Callable by any thread; never blocks long. */
final class StatusBoard {

    private final RecordingRequest request;
    private final NanoClock clock;
    private final Ledger ledger;
    private final FrameQueue queue;
    private final Journal journal;
    private final Health health;
    private final Trend trend = new Trend();
    private volatile RecordingStatus.Video video;
    private volatile int effectiveCapacity;
    private volatile @Nullable Stages stages;
    private volatile Supplier<Map<SoundKind, SoundAccount>> sound = Map::of;

    StatusBoard(
            RecordingRequest request,
            NanoClock clock,
            Ledger ledger,
            FrameQueue queue,
            Journal journal,
            Health health) {
        this.request = request;
        this.clock = clock;
        this.ledger = ledger;
        this.queue = queue;
        this.journal = journal;
        this.health = health;
        this.effectiveCapacity = request.queueCapacity();
        this.video = new RecordingStatus.Video("", "", false, 0, 0, request.fps());
    }

    /** The source of pictures is open. */
    void opened(ScreenGrabber grabber, int fps, int effective) {
        FrameFormat format = grabber.format();
        effectiveCapacity = effective;
        video =
                new RecordingStatus.Video(
                        "",
                        grabber.name(),
                        grabber.announcesChange(),
                        format.width(),
                        format.height(),
                        fps);
    }

    /** The encoder works. */
    void encoding(String encoder, int width, int height) {
        RecordingStatus.Video v = video;
        video =
                new RecordingStatus.Video(
                        encoder, v.capture(), v.damageTrusted(), width, height, v.fps());
    }

    /** "Nothing changed" is no longer believed. */
    void distrusted() {
        RecordingStatus.Video v = video;
        video =
                new RecordingStatus.Video(
                        v.encoder(), v.capture(), false, v.width(), v.height(), v.fps());
    }

    /** Sound is recorded, whose numbers are these. */
    void sounding(Supplier<Map<SoundKind, SoundAccount>> accounts) {
        sound = accounts;
    }

    /** All stages run. */
    void running(Stages all) {
        stages = all;
    }

    /** Called once a second of recorded time. */
    void sample() {
        OutputStats stats = stats();
        trend.sample(ledger.snapshot(), stats == null ? 0 : stats.bytes());
    }

    long bytesPerSecond() {
        return trend.bytesPerSecond();
    }

    RecordingStatus status(SessionState state) {
        LedgerSnapshot now = ledger.snapshot();
        Stages all = stages;
        long[] recent = trend.recent(now);
        return new RecordingStatus(
                state,
                Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(journal.nowMicros())),
                now,
                new RecordingStatus.Recent(
                        recent[0],
                        recent[1],
                        all == null ? 0 : all.misses().longestMillis(),
                        all == null ? -1 : all.misses().lastMicros()),
                video,
                new RecordingStatus.Queue(
                        request.queueCapacity(), effectiveCapacity, queue.fill(), queue.maxFill()),
                all == null ? new RecordingStatus.Ticks(0, 0, 0) : all.capture().ticks(),
                disk(),
                sound.get(),
                all == null ? null : all.capture().pushed(),
                all == null
                        ? new RecordingStatus.Parts(0, 0)
                        : new RecordingStatus.Parts(
                                all.parts().count(), all.parts().restarts().count()),
                health.warnings());
    }

    private RecordingStatus.Disk disk() {
        OutputStats stats = stats();
        if (stats == null) {
            return new RecordingStatus.Disk(
                    0, 0, 0, 0, -1, 0, 0, 0, 0, 0, bound(request.forcing()));
        }
        long oldest = Math.min(stats.oldestWaitingNanos(), queue.oldestCapturedNanos());
        long exposure = oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.nanoTime() - oldest);
        return new RecordingStatus.Disk(
                stats.bytes(),
                stats.writes(),
                stats.forces(),
                trend.bytesPerSecond(),
                stats.freeBytes(),
                TimeUnit.NANOSECONDS.toMillis(exposure),
                TimeUnit.NANOSECONDS.toMillis(stats.exposureNanosMax()),
                stats.waitingBytes(),
                stats.unforcedBytes(),
                stats.eventFailures(),
                bound(stats.forcing()));
    }

    private static RecordingStatus.PowerLossBound bound(ForcePolicy forcing) {
        return new RecordingStatus.PowerLossBound(forcing.age().toMillis(), forcing.bytes());
    }

    private @Nullable OutputStats stats() {
        Stages all = stages;
        return all == null ? null : all.parts().stats();
    }
}

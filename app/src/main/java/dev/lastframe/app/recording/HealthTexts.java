package dev.lastframe.app.recording;

import dev.lastframe.app.recording.HealthReport.Row;
import dev.lastframe.app.recording.HealthReport.Section;
import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.sound.SoundAccount;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.sound.SoundKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Says in words what a recording's numbers mean and what to do about them. */
final class HealthTexts {

    private static final double MILLIS = 1000;
    private static final double TENTHS = 10;

    private final Words words;

    HealthTexts(Words words) {
        this.words = words;
    }

    /** Before the first recording. */
    HealthReport none() {
        return new HealthReport(
                List.of(new Section("", List.of(new Row("", "", words.text("health.none"))))));
    }

    HealthReport of(RecordingStatus status) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(words.text("health.pictures"), pictures(status.ledger())));
        sections.add(new Section(words.text("health.missed"), missed(status)));
        if (!status.sound().isEmpty()) {
            sections.add(new Section(words.text("sound.title"), sound(status)));
        }
        sections.add(new Section(words.text("health.safety"), safety(status)));
        sections.add(new Section(words.text("health.road"), road(status)));
        if (!status.warnings().isEmpty()) {
            List<Row> warnings =
                    status.warnings().stream().map(warning -> new Row("", "", warning)).toList();
            sections.add(new Section(words.text("health.warnings"), warnings));
        }
        return new HealthReport(List.copyOf(sections));
    }

    private List<Row> pictures(LedgerSnapshot ledger) {
        String unverified =
                ledger.unverified() == 0
                        ? ""
                        : words.text("health.unverified", words.number(ledger.unverified()));
        return List.of(
                row(
                                "health.captured",
                                words.text(
                                        "health.of",
                                        words.number(ledger.captured()),
                                        words.number(ledger.ticks())))
                        .in("captured"),
                new Row(
                                words.text("health.unchanged"),
                                words.number(ledger.unchanged()),
                                unverified)
                        .in(ledger.unverified() == 0 ? "unchanged" : "unverified"),
                row("health.encoded", words.number(ledger.encoded())).in("encoded"));
    }

    private List<Row> missed(RecordingStatus status) {
        LedgerSnapshot ledger = status.ledger();
        if (ledger.missed() == 0) {
            return List.of(row("health.missedNone", words.number(0)).in("missed"));
        }
        List<Row> rows = new ArrayList<>();
        reason(rows, "late", "late", ledger.late());
        reason(rows, "queueEncoder", "queue-full-encoder", ledger.droppedByEncoder());
        reason(rows, "queueDisk", "queue-full-disk", ledger.droppedByDisk());
        reason(rows, "queueMemory", "queue-full-memory", ledger.droppedByMemory());
        reason(rows, "captureFailed", "capture-failed", ledger.captureFailed());
        reason(rows, "encodeFailed", "encode-failed", ledger.encodeFailed());
        reason(rows, "abandoned", "abandoned", ledger.abandoned());
        if (status.recent().lastMissMicros() >= 0) {
            long micros = status.recent().lastMissMicros();
            rows.add(
                    row(
                            "health.lastMiss",
                            words.text(
                                    "health.lastMissAt",
                                    words.formats()
                                            .duration(
                                                    Duration.ofMillis(
                                                            TimeUnit.MICROSECONDS.toMillis(
                                                                    micros))),
                                    words.number(status.recent().longestStretchMillis()))));
        }
        return rows;
    }

    private void reason(List<Row> rows, String reason, String section, long count) {
        if (count > 0) {
            rows.add(
                    new Row(
                                    words.text("health." + reason),
                                    words.number(count),
                                    words.text("health." + reason + ".do"))
                            .in(section));
        }
    }

    private List<Row> sound(RecordingStatus status) {
        List<Row> rows = new ArrayList<>();
        for (SoundKind kind : SoundKind.values()) {
            SoundAccount account = status.sound().get(kind);
            if (account != null) {
                rows.add(
                        new Row(
                                        new SoundTexts(words).name(kind),
                                        words.text(
                                                "health.sound",
                                                seconds(account.silence()),
                                                seconds(account.dropped()),
                                                seconds(account.corrected())),
                                        account.dropped() > 0 ? words.text("health.sound.do") : "")
                                .in("sound"));
            }
        }
        return rows;
    }

    private String seconds(long samples) {
        // whole tenths first: there is no negative nothing
        return words.formats().decimal(Math.round(samples * TENTHS / SoundFeed.RATE) / TENTHS);
    }

    private List<Row> safety(RecordingStatus status) {
        RecordingStatus.Disk disk = status.disk();
        List<Row> rows = new ArrayList<>();
        rows.add(
                new Row(
                                words.text("health.atRisk"),
                                words.text(
                                        "health.atRiskNow",
                                        words.number(disk.exposureMillis()),
                                        words.number(disk.exposureMillisMax())),
                                words.text("health.lossBound"))
                        .in("exposure"));
        rows.add(row("health.unwritten", words.formats().bytes(disk.waitingBytes())));
        rows.add(
                new Row(
                                words.text("health.unforced"),
                                words.formats().bytes(disk.unforcedBytes()),
                                words.text(
                                        "health.powerBound",
                                        words.formats().decimal(disk.powerLoss().millis() / MILLIS),
                                        words.formats().bytes(disk.powerLoss().bytes())))
                        .in("what-a-crash-or-a-power-cut-costs"));
        rows.add(
                row(
                        "health.disk",
                        words.text(
                                "health.diskWrites",
                                words.formats().bytes(disk.bytes()),
                                words.number(disk.writes()),
                                words.number(disk.forces()))));
        if (disk.eventFailures() > 0) {
            rows.add(
                    new Row(
                                    words.text("health.events"),
                                    words.number(disk.eventFailures()),
                                    words.text("health.events.do"))
                            .in("event-lines-lost"));
        }
        return rows;
    }

    private List<Row> road(RecordingStatus status) {
        RecordingStatus.Video video = status.video();
        RecordingStatus.Queue queue = status.queue();
        RecordingStatus.Ticks ticks = status.ticks();
        List<Row> rows = new ArrayList<>();
        rows.add(
                new Row(
                        words.text("health.capture"),
                        words.text(
                                "health.captureRoad",
                                video.capture().isEmpty() ? "–" : video.capture(),
                                Integer.toString(video.width()),
                                Integer.toString(video.height()),
                                words.number(video.fps())),
                        video.damageTrusted() ? "" : words.text("health.distrusted")));
        rows.add(row("health.encoder", video.encoder().isEmpty() ? "–" : video.encoder()));
        if (status.parts().count() > 1) {
            rows.add(row("health.parts", words.number(status.parts().count())));
        }
        if (status.parts().encoderRestarts() > 0) {
            rows.add(
                    new Row(
                            words.text("health.restarts"),
                            words.number(status.parts().encoderRestarts()),
                            words.text("health.restarts.do")));
        }
        rows.add(
                row(
                        "health.queue",
                        words.text(
                                "health.queueFill",
                                words.number(queue.fill()),
                                words.number(queue.effective()),
                                words.number(queue.maxFill()))));
        rows.add(
                row(
                        "health.tick",
                        words.text(
                                "health.tickTimes",
                                words.formats().decimal(ticks.millisP50()),
                                words.formats().decimal(ticks.millisP99()),
                                words.formats().decimal(ticks.millisMax()))));
        return rows;
    }

    private Row row(String key, String value) {
        return new Row(words.text(key), value, "");
    }
}

package dev.lastframe.app.cli;

import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.session.LedgerJson;
import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An outcome as the one JSON object that {@code --json} promises. */
final class OutcomeJson {

    private OutcomeJson() {}

    static String of(Outcome outcome) {
        RecordingStatus status = outcome.status();
        return EventTrack.object(json -> {
            json.writeStringField("state", outcome.result().name().toLowerCase(Locale.ROOT));
            if (outcome.reason().isPresent()) {
                json.writeStringField("reason", outcome.reason().get().name());
            } else {
                json.writeNullField("reason");
            }
            json.writeArrayFieldStart("files");
            for (Path file : outcome.files()) {
                json.writeString(file.toAbsolutePath().toString());
            }
            json.writeEndArray();
            json.writeNumberField("seconds", rounded(status.elapsed().toNanos() / 1e9));
            RecordingStatus.Video video = status.video();
            json.writeObjectFieldStart("video");
            json.writeStringField("encoder", video.encoder());
            json.writeStringField("capture", video.capture());
            json.writeBooleanField("damageTrusted", video.damageTrusted());
            json.writeNumberField("width", video.width());
            json.writeNumberField("height", video.height());
            json.writeNumberField("fps", video.fps());
            json.writeEndObject();
            json.writeObjectFieldStart("ledger");
            LedgerJson.write(json, status);
            json.writeEndObject();
            RecordingStatus.Queue queue = status.queue();
            json.writeObjectFieldStart("queue");
            json.writeNumberField("capacity", queue.capacity());
            json.writeNumberField("effective", queue.effective());
            json.writeNumberField("maxFill", queue.maxFill());
            json.writeEndObject();
            RecordingStatus.Ticks ticks = status.ticks();
            json.writeObjectFieldStart("fxThread");
            json.writeNumberField("tickMillisP50", rounded(ticks.millisP50()));
            json.writeNumberField("tickMillisP99", rounded(ticks.millisP99()));
            json.writeNumberField("tickMillisMax", rounded(ticks.millisMax()));
            json.writeEndObject();
            RecordingStatus.Disk disk = status.disk();
            json.writeObjectFieldStart("disk");
            json.writeNumberField("bytes", disk.bytes());
            json.writeNumberField("writes", disk.writes());
            json.writeNumberField("forces", disk.forces());
            json.writeEndObject();
            json.writeArrayFieldStart("warnings");
            for (String warning : status.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
        });
    }

    /** The same outcome with other files, and further warnings. */
    static Outcome with(Outcome outcome, List<Path> files, List<String> more) {
        RecordingStatus status = outcome.status();
        List<String> warnings = new ArrayList<>(status.warnings());
        warnings.addAll(more);
        return new Outcome(
                outcome.result(),
                outcome.reason(),
                outcome.sentence(),
                files,
                new RecordingStatus(
                        status.state(),
                        status.elapsed(),
                        status.ledger(),
                        status.recent(),
                        status.video(),
                        status.queue(),
                        status.ticks(),
                        status.disk(),
                        status.sound(),
                        status.pushed(),
                        status.parts(),
                        List.copyOf(warnings)));
    }

    /** The outcome of a recording that could not even begin. */
    static Outcome refused(Outcome.Reason reason, String sentence, List<String> warnings) {
        return new Outcome(
                Outcome.Result.FAILED,
                Optional.of(reason),
                sentence,
                List.of(),
                new RecordingStatus(
                        SessionState.FAILED,
                        Duration.ZERO,
                        LedgerSnapshot.EMPTY,
                        new RecordingStatus.Recent(0, 0, 0, -1),
                        new RecordingStatus.Video("", "", false, 0, 0, 0),
                        new RecordingStatus.Queue(0, 0, 0, 0),
                        new RecordingStatus.Ticks(0, 0, 0),
                        new RecordingStatus.Disk(
                                0,
                                0,
                                0,
                                0,
                                -1,
                                0,
                                0,
                                0,
                                0,
                                0,
                                new RecordingStatus.PowerLossBound(0, 0)),
                        new RecordingStatus.Parts(0, 0),
                        List.copyOf(warnings)));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }
}

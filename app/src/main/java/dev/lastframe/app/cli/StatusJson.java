package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.lastframe.core.session.LedgerJson;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A recording that runs as the one object that {@code lastframe status --json} promises. */
final class StatusJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    /** Adds the fields to an object. Looks which files there are. */
    static void add(ObjectNode json, RunningRecording running) {
        RecordingStatus status = running.status();
        List<Path> parts = running.parts();
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("target", running.target().toString());
        if (parts.isEmpty()) {
            json.putNull("file");
        } else {
            json.put("file", parts.getLast().toAbsolutePath().toString());
        }
        ArrayNode files = json.putArray("parts");
        parts.forEach(part -> files.add(part.toAbsolutePath().toString()));
        ArrayNode events = json.putArray("events");
        parts.stream()
                .map(RecordingFiles::eventsBeside)
                .filter(Files::exists)
                .forEach(file -> events.add(file.toAbsolutePath().toString()));
        json.put(
                "seconds",
                BigDecimal.valueOf(status.elapsed().toMillis(), 3).setScale(2, RoundingMode.DOWN));
        RecordingStatus.Video video = status.video();
        json.putObject("video")
                .put("encoder", video.encoder())
                .put("capture", video.capture())
                .put("width", video.width())
                .put("height", video.height())
                .put("fps", video.fps());
        json.set("ledger", ledger(status));
        RecordingStatus.Disk disk = status.disk();
        json.put("bytes", disk.bytes());
        json.put("exposureMillis", disk.exposureMillis());
        json.putObject("lossBound")
                .put("millis", Recording.LOSS_BOUND_MILLIS)
                .put("powerCutMillis", disk.powerLoss().millis())
                .put("powerCutBytes", disk.powerLoss().bytes());
        ArrayNode warnings = json.putArray("warnings");
        status.warnings().forEach(warnings::add);
    }

    private static ObjectNode ledger(RecordingStatus status) {
        try (TokenBuffer fields = new TokenBuffer(JSON, false)) {
            fields.writeStartObject();
            LedgerJson.write(fields, status);
            fields.writeEndObject();
            return JSON.readTree(fields.asParser());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
    }
}

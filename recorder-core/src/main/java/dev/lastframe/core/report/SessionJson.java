package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.StretchResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The snapshot of a session, {@code session.json}; its schema is beside this class. Used by one
 * thread.
 */
final class SessionJson {

    static final int VERSION = 1;

    private static final List<String> FROM_HEADER =
            List.of(
                    "target",
                    "preset",
                    "fps",
                    "capture",
                    "lossBoundMillis",
                    "powerLossBoundMillis",
                    "powerLossBoundBytes",
                    "screens");

    private final ObjectNode json = EventLine.JSON.createObjectNode();

    SessionJson(String lastframe, Instant trigger) {
        json.put("version", VERSION);
        json.put("lastframe", lastframe);
        json.put("recordingState", "none");
        json.putObject("trigger").put("wall", trigger.toString());
    }

    /** What recording it is of. */
    SessionJson recording(Source source, Numbers numbers) {
        RecordingStory story = source.story();
        json.put("recordingState", source.state().text());
        ObjectNode recording = json.putObject("recording");
        recording.put("name", source.name());
        recording.put("files", source.videos().size());
        recording.put("began", story.header().path("wall").asText(""));
        for (String field : FROM_HEADER) {
            JsonNode value = story.header().get(field);
            if (value != null) {
                recording.set(field, value);
            }
        }
        Optional<ObjectNode> line = story.ledger();
        recording.put("width", newest(line, story, "width").asInt());
        recording.put("height", newest(line, story, "height").asInt());
        recording.put("encoder", newest(line, story, "encoder").asText(""));
        health(recording, story, "encoderFellBackFrom", "ENCODER_FALLBACK");
        health(recording, story, "captureFellBackFrom", "CAPTURE_FALLBACK");
        if (numbers.all().path("warnings").isArray()) {
            recording.set("warnings", numbers.all().get("warnings"));
        }
        story.recovered().ifPresent(told -> recording.set("recovered", told));
        ArrayNode health = json.putArray("health");
        for (EventLine event : story.health()) {
            health.add(event.json());
        }
        json.put("numbersFrom", numbers.from().name().toLowerCase(Locale.ROOT));
        json.set("ledger", numbers.withDropCount());
        for (String part : List.of("queue", "fxThread", "disk")) {
            if (numbers.all().path(part).isObject()) {
                json.set(part, numbers.all().get(part));
            }
        }
        return this;
    }

    /** An encoder that did not open has no line that names the one in its place. */
    private static JsonNode newest(Optional<ObjectNode> line, RecordingStory story, String field) {
        JsonNode value = line.map(l -> l.path(field)).orElse(story.header().path(field));
        boolean empty = value.isMissingNode() || value.asText("").isEmpty();
        return empty ? story.header().path(field) : value;
    }

    private static void health(
            ObjectNode recording, RecordingStory story, String name, String kind) {
        ArrayNode told = recording.putArray(name);
        story.health().stream()
                .filter(event -> event.text("kind").equals(kind))
                .forEach(event -> told.add(event.text("detail")));
    }

    /**
     * Which stretch of it.
     *
     * @param triggerMicros when the report was asked for, on the recording's clock
     */
    SessionJson stretch(
            Stretch stretch, long triggerMicros, StretchEvents events, List<Stutter> stutters) {
        json.withObject("/trigger").put("t", triggerMicros - stretch.fromMicros());
        ObjectNode told = json.putObject("stretch");
        told.put("fromMicros", stretch.fromMicros());
        told.put("untilMicros", stretch.untilMicros());
        told.put("ticks", delta(events, "ticks"));
        told.put("missed", delta(events, "missed"));
        ArrayNode list = json.putArray("stutters");
        for (Stutter stutter : stutters) {
            ObjectNode one = list.addObject();
            one.put("who", stutter.who().name().toLowerCase(Locale.ROOT));
            one.put("t", stutter.fromMicros() - stretch.fromMicros());
            one.put("until", stutter.untilMicros() - stretch.fromMicros());
            one.put("micros", stutter.micros());
            one.put("sentence", stutter.sentence());
        }
        return this;
    }

    /** What one of the ledger's numbers grew by in the stretch. */
    static long delta(StretchEvents events, String field) {
        long before = events.ledgerBefore().map(l -> l.path(field).asLong()).orElse(0L);
        long after = events.ledgerAtEnd().map(l -> l.path(field).asLong()).orElse(0L);
        return Math.max(0, after - before);
    }

    /** All texts so far, redacted: what is added to it holds none of a person's. */
    ObjectNode redacted(UnaryOperator<JsonNode> redact) {
        if (redact.apply(json) instanceof ObjectNode clean) {
            return clean;
        }
        throw new IllegalStateException("an object stays an object");
    }

    /** What its video is. */
    static void video(ObjectNode json, StretchResult made) {
        ObjectNode video = json.putObject("video");
        video.put("pictures", made.pictures());
        video.put("copied", made.copied());
        video.put("width", made.width());
        video.put("height", made.height());
        video.put("fpsMax", made.fps());
        video.put("bitsPerSecond", made.bitsPerSecond());
        ObjectNode lowered = video.putObject("lowered");
        lowered.put("rate", made.lowered().rate());
        lowered.put("frames", made.lowered().frames());
        lowered.put("scale", made.lowered().scale());
    }

    /** What its picture is of. */
    static void picture(ObjectNode json, Picture picture) {
        ObjectNode told = json.putObject("screenshot");
        told.put("of", picture.of());
        if (!picture.why().isEmpty()) {
            told.put("why", picture.why());
        }
    }

    /** What is covered in its pictures; not what is under it. */
    static void masks(ObjectNode json, Covered covered) {
        ArrayNode masks = json.putArray("masks");
        for (Mask mask : covered.masks()) {
            ObjectNode one = masks.addObject();
            one.put("x", mask.area().x());
            one.put("y", mask.area().y());
            one.put("width", mask.area().width());
            one.put("height", mask.area().height());
            one.put("t", mask.fromMicros() - covered.stretch().fromMicros());
            one.put("until", mask.untilMicros() - covered.stretch().fromMicros());
        }
    }

    /** A fault of the program in the time that the report is about. */
    SessionJson fault(Optional<ObjectNode> fault) {
        fault.ifPresent(known -> json.set("fault", known));
        return this;
    }

    /** When it was packed. */
    static void submitted(ObjectNode json, Instant wall) {
        json.putObject("submitted").put("wall", wall.toString());
    }
}

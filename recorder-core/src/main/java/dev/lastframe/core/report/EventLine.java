package dev.lastframe.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One line of a recording's events. Types and fields that are not known here are kept as they are.
 *
 * @param micros its time on the recording's clock
 * @param type its type, empty where it says none
 * @param json the whole object
 */
record EventLine(long micros, String type, ObjectNode json) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a line; empty when it is no JSON object, as the last one of a crash may be. */
    static Optional<EventLine> parse(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(line);
            return node instanceof ObjectNode object
                    ? Optional.of(
                            new EventLine(
                                    object.path("t").asLong(),
                                    object.path("type").asText(""),
                                    object))
                    : Optional.empty();
        } catch (JsonProcessingException torn) {
            return Optional.empty();
        }
    }

    boolean is(String other) {
        return type.equals(other);
    }

    String text(String field) {
        return json.path(field).asText("");
    }

    long number(String field) {
        return json.path(field).asLong();
    }

    /** Where it ends, for a line that tells of a stretch. */
    long untilMicros() {
        return Math.max(micros, json.path("until").asLong(micros));
    }
}

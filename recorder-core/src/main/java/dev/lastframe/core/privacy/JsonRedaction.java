package dev.lastframe.core.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Walks a JSON value. Immutable. */
final class JsonRedaction {

    private final Redactor redactor;
    private final Assignments assignments;

    JsonRedaction(Redactor redactor, Assignments assignments) {
        this.redactor = redactor;
        this.assignments = assignments;
    }

    JsonNode of(JsonNode node) {
        return of(null, node);
    }

    private JsonNode of(@Nullable String field, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(entry ->
                            copy.set(
                                    free(copy, redactor.text(entry.getKey())),
                                    of(entry.getKey(), entry.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(of(field, element)));
            return copy;
        }
        if (!node.isTextual()) {
            return node;
        }
        String text = node.textValue();
        return JsonNodeFactory.instance.textNode(
                field == null ? redactor.text(text) : value(field, text));
    }

    private String value(String field, String text) {
        Kind kind = assignments.field(field, text);
        if (kind != null) {
            return redactor.whole(kind, text);
        }
        return redactor.valueOf(field, text);
    }

    /** Two names may become the same. */
    private static String free(ObjectNode object, String name) {
        String free = name;
        for (int i = 2; object.has(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }
}

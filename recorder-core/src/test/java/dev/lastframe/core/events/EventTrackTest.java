package dev.lastframe.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTrackTest {

    private final List<String> lines = new ArrayList<>();
    private final EventTrack track = new EventTrack(lines::add);

    @Test
    void anEventIsOneObjectThatBeginsWithItsTimeAndItsType() {
        track.write(1500, "missed", json -> json.writeNumberField("count", 2));

        assertThat(lines).containsExactly("{\"t\":1500,\"type\":\"missed\",\"count\":2}");
    }

    @Test
    void eachEventIsALineOfItsOwn() {
        track.write(0, "pause", json -> {});
        track.write(1, "resume", json -> {});

        assertThat(lines)
                .containsExactly("{\"t\":0,\"type\":\"pause\"}", "{\"t\":1,\"type\":\"resume\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "a carriage\r\nreturn",
                "\"quoted\"",
                "back\\slash",
                "{\"t\":0}",
                "tab\t and bell \u0007 and nothing \u0000",
                "\u2028 \u2029 \u0085",
                "Ärger 日本 🎬",
                ""
            })
    void whateverATextHoldsTheLineIsOneValidObject(String text) throws IOException {
        track.write(7, text, json -> json.writeStringField(text, text));

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).doesNotContain("\n", "\r");
        assertThat(fieldsOf(lines.getFirst()))
                .containsEntry("t", "7")
                .containsEntry("type", text)
                .containsEntry(text, text);
    }

    @Test
    void nestedObjectsAreClosed() throws IOException {
        track.write(
                3,
                "ledger",
                json -> {
                    json.writeObjectFieldStart("droppedBecause");
                    json.writeNumberField("disk", 1);
                });

        assertThat(lines)
                .containsExactly("{\"t\":3,\"type\":\"ledger\",\"droppedBecause\":{\"disk\":1}}");
    }

    @Test
    void anEventThatCannotBeFilledIsNotHalfWritten() {
        assertThatThrownBy(() ->
                        track.write(
                                1,
                                "mark",
                                json -> {
                                    throw new IOException("no");
                                }))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(lines).isEmpty();
    }

    /** The top level's scalar fields; fails unless the text is exactly one object. */
    private static Map<String, String> fieldsOf(String text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }
}

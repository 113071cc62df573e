package dev.lastframe.core.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Writes events as JSON objects, one a line. Callable from any thread; never blocks, as the sink
 * must not either.
 */
public final class EventTrack {

    /** The version of the format, in the header. */
    public static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    /** Fills an object that is already open. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private final Consumer<String> sink;

    /**
     * @param sink takes one line without its end; called by whoever writes an event
     */
    public EventTrack(Consumer<String> sink) {
        this.sink = sink;
    }

    /**
     * Writes one event.
     *
     * @param tMicros when, in microseconds on the video's clock
     * @param type the event's kind
     * @param fields the rest of the object
     */
    public void write(long tMicros, String type, Fields fields) {
        sink.accept(
                object(json -> {
                    json.writeNumberField("t", tMicros);
                    json.writeStringField("type", type);
                    fields.write(json);
                }));
    }

    /** One JSON object as text. */
    public static String object(Fields fields) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string writer does not fail", impossible);
        }
        return text.toString();
    }
}

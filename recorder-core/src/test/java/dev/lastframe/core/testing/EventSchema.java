package dev.lastframe.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Holds events against their schema. */
public final class EventSchema {

    private static final String RESOURCE = "/dev/lastframe/core/events/events.schema.json";
    private static final JsonSchema SCHEMA = load();

    private EventSchema() {}

    private static JsonSchema load() {
        try (InputStream in = EventSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no " + RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is wrong with a line; empty when nothing is. */
    public static List<String> faults(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    /** Asserts that each line of a file is one that the schema knows, and that all are whole. */
    public static void check(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text.isEmpty() || text.endsWith("\n")).as("whole lines in %s", file).isTrue();
        for (String line : text.lines().toList()) {
            assertThat(faults(line)).as("%s in %s", line, file).isEmpty();
        }
    }

    /** The same for all events under a folder. */
    public static void checkAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".events.jsonl")).toList()) {
                check(file);
            }
        }
    }
}

package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastframe.core.testing.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A bug report as somebody who receives it opens it. */
public final class ReportFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Reads it; asserts that the manifest tells exactly what is in it, and the schemas hold. */
    public static ReportFile open(Path zip) throws IOException {
        ReportFile report = new ReportFile();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                report.entries.put(entry.getName(), in.readAllBytes());
            }
        }
        report.assertManifest();
        report.assertSchemas();
        return report;
    }

    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    public byte[] bytes(String name) {
        byte[] bytes = entries.get(name);
        assertThat(bytes).as("%s in %s", name, names()).isNotNull();
        return bytes;
    }

    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public JsonNode json(String name) throws IOException {
        return JSON.readTree(bytes(name));
    }

    /** The video as a file. */
    public Path video(Path folder) throws IOException {
        return Files.write(Files.createTempFile(folder, "video", ".mp4"), bytes("recording.mp4"));
    }

    /** All of it as files in an empty folder. */
    public void unpack(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            Files.write(folder.resolve(entry.getKey()), entry.getValue());
        }
    }

    private void assertManifest() throws IOException {
        assertThat(names()).endsWith("manifest.json");
        List<String> told = new ArrayList<>();
        for (JsonNode entry : json("manifest.json").get("entries")) {
            String name = entry.get("name").asText();
            told.add(name);
            assertThat(entry.get("bytes").asLong()).as(name).isEqualTo(bytes(name).length);
            assertThat(entry.get("sha256").asText()).as(name).isEqualTo(sha256(bytes(name)));
        }
        assertThat(told).containsExactlyElementsOf(names().subList(0, names().size() - 1));
    }

    private void assertSchemas() throws IOException {
        assertThat(schema("session").validate(json("session.json"))).isEmpty();
        if (!entries.containsKey("events.jsonl")) {
            return;
        }
        JsonSchema schema = schema("report-events");
        for (String line : text("events.jsonl").lines().toList()) {
            ObjectNode json = (ObjectNode) JSON.readTree(line);
            assertThat(schema.validate(json)).as(line).isEmpty();
            if (json.path("type").asText().equals("leftOut")) {
                continue;
            }
            // but for its times it is a line of the recording
            json.set("t", json.remove("recordedT"));
            if (json.has("recordedUntil")) {
                json.set("until", json.remove("recordedUntil"));
            }
            assertThat(EventSchema.faults(json.toString())).as(line).isEmpty();
        }
    }

    private static JsonSchema schema(String name) {
        String resource = "/dev/lastframe/core/report/" + name + ".schema.json";
        InputStream json = ReportFile.class.getResourceAsStream(resource);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}

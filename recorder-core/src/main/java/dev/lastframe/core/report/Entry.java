package dev.lastframe.core.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the zip: a text, or a file that is packed already and is stored as it is.
 *
 * @param name its name
 * @param bytes of a text; null for a file
 * @param file null for a text
 */
record Entry(String name, byte @Nullable [] bytes, @Nullable Path file) {

    static final String VIDEO = "recording.mp4";
    static final String PICTURE = "screenshot.png";
    static final String SESSION = "session.json";
    static final String EVENTS = "events.jsonl";
    static final String APP_LOG = "app-log.txt";
    static final String LOG = "log.txt";
    static final String SYSTEM = "system.json";
    static final String DESCRIPTION = "description.md";
    static final String MANIFEST = "manifest.json";

    static Entry text(String name, String text) {
        return new Entry(name, text.getBytes(StandardCharsets.UTF_8), null);
    }

    static Entry file(String name, Path file) {
        return new Entry(name, null, file);
    }
}

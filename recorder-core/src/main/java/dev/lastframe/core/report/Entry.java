package dev.lastframe.core.report;

import dev.lastframe.core.privacy.Placeholder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An entry of the zip: a text, or a file that is packed already and is stored as it is.
 *
 * @param name its name
 * @param text empty for a file
 * @param file empty for a text
 */
record Entry(String name, String text, Optional<Path> file) {

    static final String VIDEO = "recording.mp4";
    static final String PICTURE = "screenshot.png";
    static final String SESSION = "session.json";
    static final String EVENTS = "events.jsonl";
    static final String APP_LOG = "app-log.txt";
    static final String LOG = "log.txt";
    static final String SYSTEM = "system.json";
    static final String DESCRIPTION = "description.md";
    static final String PAGE = "report.html";
    static final String MANIFEST = "manifest.json";

    static Entry text(String name, String text) {
        return new Entry(name, text, Optional.empty());
    }

    static Entry file(String name, Path file) {
        return new Entry(name, "", Optional.of(file));
    }

    /**
     * As a draft shows it.
     *
     * @param placeholders finds what was replaced in a text
     */
    DraftEntry asDraft(Function<String, List<Placeholder>> placeholders) throws IOException {
        return file.isPresent()
                ? new DraftEntry(name, Files.size(file.get()), false, "", List.of())
                : new DraftEntry(
                        name,
                        text.getBytes(StandardCharsets.UTF_8).length,
                        false,
                        text,
                        // The page shows what is in other entries.
                        name.equals(PAGE) ? List.of() : placeholders.apply(text));
    }

    /** Its bytes; closed by the caller. */
    InputStream open() throws IOException {
        return file.isPresent()
                ? Files.newInputStream(file.get())
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

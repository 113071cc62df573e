package dev.lastframe.core.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an MP4 tells of its recording: its name, when it began, and what was missed, from the first
 * and the last ledger line of the events beside it. Callable from any thread; blocks on the disk.
 */
public final class RecordingTags {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingTags.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern PART = Pattern.compile("(.+) part \\d+( \\(\\d+\\))?");

    /** Longer lines are no ledger. */
    private static final int LONGEST_LINE = 64 * 1024;

    private RecordingTags() {}

    /**
     * By FFmpeg's names of tags. Never fails: what the events do not tell is left out.
     *
     * @param recording a published transport stream
     */
    public static Map<String, String> of(Path recording) {
        String file = String.valueOf(recording.getFileName());
        String name =
                file.endsWith(RecordingFiles.PUBLISHED)
                        ? file.substring(0, file.length() - RecordingFiles.PUBLISHED.length())
                        : file;
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("title", name);
        try {
            read(events(recording, name), tags);
        } catch (NoSuchFileException none) {
            LOG.debug("there are no events beside {}", recording);
        } catch (IOException unreadable) {
            LOG.warn("the events of {} cannot be read: {}", recording, unreadable.toString());
        }
        return tags;
    }

    /** One events file serves all parts of a recording in one folder. */
    private static Path events(Path recording, String name) {
        Path own = recording.resolveSibling(name + RecordingFiles.EVENTS);
        Matcher part = PART.matcher(name);
        return Files.exists(own, LinkOption.NOFOLLOW_LINKS) || !part.matches()
                ? own
                : recording.resolveSibling(part.group(1) + RecordingFiles.EVENTS);
    }

    private static void read(Path events, Map<String, String> tags) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(events, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() < LONGEST_LINE && line.contains("\"type\":")) {
                    learn(line, tags);
                }
            }
        }
    }

    private static void learn(String line, Map<String, String> tags) {
        boolean ledger = line.contains("\"ledger\"");
        if (!ledger && !line.contains("\"start\"")) {
            return;
        }
        Map<String, String> fields = fields(line);
        String type = fields.getOrDefault("type", "");
        if (type.equals("ledger")) {
            tags.put("comment", sentence(fields));
            tags.put("description", line);
        } else if (type.equals("start") && fields.containsKey("wall")) {
            tags.putIfAbsent("creation_time", fields.get("wall"));
        }
    }

    private static String sentence(Map<String, String> ledger) {
        return number(ledger, "missed")
                + " of "
                + number(ledger, "ticks")
                + " ticks missed (late "
                + number(ledger, "late")
                + ", queue full "
                + number(ledger, "droppedQueueFull")
                + ", capture failed "
                + number(ledger, "captureFailed")
                + ", encode failed "
                + number(ledger, "encodeFailed")
                + ", abandoned "
                + number(ledger, "abandoned")
                + "); "
                + number(ledger, "captured")
                + " captured, "
                + number(ledger, "unchanged")
                + " unchanged.";
    }

    private static String number(Map<String, String> ledger, String name) {
        return ledger.getOrDefault(name, "?");
    }

    /** The plain values of the object; none where the line is torn. */
    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (depth == 1 && token.isScalarValue()) {
                    fields.put(json.currentName(), json.getText());
                }
            }
            return depth == 0 ? fields : Map.of();
        } catch (IOException torn) {
            return Map.of();
        }
    }
}

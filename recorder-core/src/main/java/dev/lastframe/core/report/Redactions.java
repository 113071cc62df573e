package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.privacy.Placeholder;
import dev.lastframe.core.privacy.Redactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Redacts, and remembers what was replaced in which entry. Used by one thread. */
final class Redactions {

    /** No entry's name: what a person wrote, which is in the description. */
    static final String WORDS = "";

    private final Redactor redactor;
    private final Map<String, Map<String, Long>> byEntry = new HashMap<>();
    private Map<String, Long> seen = Map.of();
    private String entry = "";

    Redactions(Redactor redactor) {
        this.redactor = redactor;
    }

    /** What follows is of this entry, of which nothing was redacted before. */
    Redactor begin(String name) {
        settle();
        entry = name;
        byEntry.remove(name);
        return redactor;
    }

    /** A line of the events; what a log says goes into an entry of its own too. */
    JsonNode event(JsonNode line) {
        if (!line.path("type").asText("").equals("log")) {
            return redactor.json(line);
        }
        settle();
        JsonNode clean = redactor.json(line);
        Map<String, Long> found = settle();
        merge(Entry.APP_LOG, found);
        return clean;
    }

    /** A text that is shown to the person only: it is not counted. */
    String aside(String text) {
        settle();
        String clean = redactor.text(text);
        seen = redactor.counts();
        return clean;
    }

    /** Where something was replaced in a text that is redacted. */
    List<Placeholder> placeholders(String redacted) {
        return redactor.placeholders(redacted);
    }

    private Map<String, Long> settle() {
        Map<String, Long> now = redactor.counts();
        Map<String, Long> found = new TreeMap<>();
        now.forEach((kind, count) -> {
            long more = count - seen.getOrDefault(kind, 0L);
            if (more > 0) {
                found.put(kind, more);
            }
        });
        seen = now;
        merge(entry, found);
        return found;
    }

    private void merge(String name, Map<String, Long> found) {
        Map<String, Long> known = byEntry.computeIfAbsent(name, none -> new TreeMap<>());
        found.forEach((kind, count) -> known.merge(kind, count, Long::sum));
    }

    /** What was replaced in one entry. */
    Map<String, Long> in(String name) {
        settle();
        return new TreeMap<>(byEntry.getOrDefault(name, Map.of()));
    }

    /**
     * What was replaced in all but some entries; a line that is in two of them counts once, and
     * goes from the events with the log that is left out.
     */
    Map<String, Long> without(Set<String> leftOut) {
        settle();
        Map<String, Long> sum = new TreeMap<>();
        byEntry.forEach((name, found) -> {
            boolean again = name.equals(Entry.APP_LOG) && !leftOut.contains(Entry.EVENTS);
            String holder = name.equals(WORDS) ? Entry.DESCRIPTION : name;
            if (!again && !leftOut.contains(holder)) {
                found.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
            }
        });
        if (leftOut.contains(Entry.APP_LOG) && !leftOut.contains(Entry.EVENTS)) {
            byEntry.getOrDefault(Entry.APP_LOG, Map.of())
                    .forEach((kind, count) -> sum.merge(kind, -count, Long::sum));
            sum.values().removeIf(count -> count <= 0);
        }
        return sum;
    }
}

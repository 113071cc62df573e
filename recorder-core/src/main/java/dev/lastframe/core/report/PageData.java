package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code report.html} shows, made of the other entries and of nothing else: what was left out
 * of the zip is not in its page either. Used by one thread; nothing blocks.
 *
 * <p>An object with {@code version} ({@value #VERSION}), {@code files} (the names of the entries),
 * {@code session} ({@code session.json}), {@code events} (the lines of {@code events.jsonl} that
 * are something to see), {@code eventsLeftOut} (how many did not fit), {@code appLog} and {@code
 * log} (objects with {@code t}, in microseconds of the video, where that is known, and {@code
 * text}; in the log also {@code level}) and {@code description} (Markdown). A field whose entry is
 * not there is missing.
 */
final class PageData {

    /** A page says that it does not know a newer one. */
    static final int VERSION = 1;

    /** The pointer moves and numbers grow: neither is a line in a list. */
    private static final Set<String> UNSEEN = Set.of("pointer", "ledger", "start", "log");

    /** A page beyond it is slow to open. */
    private static final long MOST_CHARS = 8 * 1024 * 1024;

    private final List<Entry> entries;
    private final ZoneId zone;
    private final PageText cut = new PageText(MOST_CHARS);
    private final List<PageLog.Moment> moments = new ArrayList<>();
    private final ObjectNode json = EventLine.JSON.createObjectNode();

    private PageData(List<Entry> entries, ZoneId zone) {
        this.entries = entries;
        this.zone = zone;
    }

    /**
     * Makes it.
     *
     * @param zone of the times in Lastframe's log
     */
    static ObjectNode of(List<Entry> entries, ZoneId zone) {
        PageData data = new PageData(entries, zone);
        data.gather();
        return data.json;
    }

    private void gather() {
        json.put("version", VERSION);
        ArrayNode files = json.putArray("files");
        entries.forEach(entry -> files.add(entry.name()));
        text(Entry.DESCRIPTION).ifPresent(text -> json.put("description", cut.of(text)));
        text(Entry.SESSION)
                .flatMap(EventLine::parse)
                .ifPresent(line -> {
                    json.set("session", cut.of(line.json()));
                });
        text(Entry.EVENTS).ifPresent(this::events);
        if (moments.isEmpty()) {
            began(json.path("session"));
        }
        text(Entry.APP_LOG).ifPresent(text -> PageLog.app(text, cut, json.putArray("appLog")));
        text(Entry.LOG)
                .ifPresent(text -> new PageLog(moments, zone).own(text, cut, json.putArray("log")));
    }

    private Optional<String> text(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name) && entry.file().isEmpty())
                .map(Entry::text)
                .findFirst();
    }

    private void events(String jsonl) {
        ArrayNode list = json.putArray("events");
        int leftOut = 0;
        for (String text : (Iterable<String>) jsonl.lines()::iterator) {
            Optional<EventLine> line = EventLine.parse(text);
            if (line.isEmpty()) {
                continue;
            }
            if (line.get().is("ledger")) {
                moment(line.get().text("wall"), line.get().micros());
            }
            if (UNSEEN.contains(line.get().type())) {
                continue;
            }
            if (cut.isFull()) {
                leftOut++;
                continue;
            }
            list.add(cut.of(line.get().json()));
        }
        json.put("eventsLeftOut", leftOut);
    }

    /** When the recording's time 0 was, seen from the stretch; pauses are not known here. */
    private void began(JsonNode session) {
        JsonNode stretch = session.path("stretch");
        if (stretch.has("fromMicros")) {
            moment(
                    session.path("recording").path("began").asText(""),
                    -stretch.path("fromMicros").asLong());
        }
    }

    private void moment(String wall, long micros) {
        try {
            moments.add(new PageLog.Moment(Instant.parse(wall), micros));
        } catch (DateTimeException saysNone) {
            return; // an older line
        }
    }
}

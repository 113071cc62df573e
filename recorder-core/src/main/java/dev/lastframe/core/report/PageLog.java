package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the two logs of a report, as their texts are, on the video's clock. A value; nothing blocks.
 */
final class PageLog {

    private static final Pattern OWN =
            Pattern.compile(
                    "^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) +(\\w+) .*",
                    Pattern.DOTALL);

    /** As {@link Times#precise} writes a time. */
    private static final Pattern APP =
            Pattern.compile(
                    "^(-?)(?:(\\d{1,6}):)?(\\d{1,2}):(\\d\\d)\\.(\\d{3}) (.*)$", Pattern.DOTALL);

    /** In place of what a page has no room for. */
    private static final String REST = "… (the rest is in the file beside this page)";

    /** A moment on the wall clock and on the video's. */
    record Moment(Instant wall, long micros) {}

    private final List<Moment> moments;
    private final ZoneId zone;

    /**
     * One for a report.
     *
     * @param moments in order; with none of them no line of Lastframe's log has a time
     * @param zone of the log's times
     */
    PageLog(List<Moment> moments, ZoneId zone) {
        this.moments = List.copyOf(moments);
        this.zone = zone;
    }

    /** Lastframe's own log: entries, each once, in order. */
    void own(String text, PageText cut, ArrayNode to) {
        for (String entry : entries(text)) {
            if (cut.isFull()) {
                to.addObject().put("text", REST);
                return;
            }
            Matcher head = OWN.matcher(entry.lines().findFirst().orElse(""));
            ObjectNode json = to.addObject();
            if (head.matches()) {
                json.put("level", head.group(2));
                at(head.group(1)).ifPresent(micros -> json.put("t", micros));
            }
            json.put("text", cut.of(entry));
        }
    }

    /** An entry begins with a time, and has the lines after it that have none. */
    private static Collection<String> entries(String text) {
        Set<String> entries = new LinkedHashSet<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            boolean heading = line.startsWith("== ") && line.endsWith(" ==");
            if (heading || OWN.matcher(line).matches()) {
                end(open, entries);
            }
            if (!heading && !(line.isBlank() && open.isEmpty())) {
                open.append(open.isEmpty() ? "" : "\n").append(line);
            }
        }
        end(open, entries);
        return entries;
    }

    private static void end(StringBuilder open, Collection<String> entries) {
        String entry = open.toString().stripTrailing();
        open.setLength(0);
        if (!entry.isEmpty() && !entry.equals("(nothing)") && !entry.equals("(none)")) {
            entries.add(entry);
        }
    }

    private OptionalLong at(String local) {
        if (moments.isEmpty()) {
            return OptionalLong.empty();
        }
        Instant wall;
        try {
            wall = LocalDateTime.parse(local).atZone(zone).toInstant();
        } catch (DateTimeException noTime) {
            return OptionalLong.empty();
        }
        Moment before = moments.getFirst();
        long most = Long.MAX_VALUE;
        for (Moment moment : moments) {
            if (moment.wall().isAfter(wall)) {
                // The clock of the recording stands still while it pauses.
                most = moment.micros();
                break;
            }
            before = moment;
        }
        long micros = before.micros() + ChronoUnit.MICROS.between(before.wall(), wall);
        return OptionalLong.of(Math.min(micros, most));
    }

    /**
     * The application's log, whose lines have the video's time; one without belongs to the last.
     */
    static void app(String text, PageText cut, ArrayNode to) {
        List<String> open = new ArrayList<>();
        long micros = 0;
        for (String line : text.split("\n", -1)) {
            Matcher head = APP.matcher(line);
            if (cut.isFull()) {
                to.addObject().put("t", micros).put("text", REST);
                return;
            }
            if (head.matches()) {
                app(open, micros, cut, to);
                micros = micros(head);
                open.add(head.group(6));
            } else if (!line.isEmpty()) {
                open.add(line);
            }
        }
        app(open, micros, cut, to);
    }

    private static void app(List<String> open, long micros, PageText cut, ArrayNode to) {
        if (!open.isEmpty()) {
            to.addObject().put("t", micros).put("text", cut.of(String.join("\n", open)));
            open.clear();
        }
    }

    private static long micros(Matcher head) {
        long hours = head.group(2) == null ? 0 : Long.parseLong(head.group(2));
        long seconds =
                hours * 3600 + Long.parseLong(head.group(3)) * 60 + Long.parseLong(head.group(4));
        long micros = seconds * 1_000_000 + Long.parseLong(head.group(5)) * 1000;
        return head.group(1).isEmpty() ? micros : -micros;
    }
}

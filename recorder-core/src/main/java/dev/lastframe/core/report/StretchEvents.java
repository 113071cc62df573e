package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a stretch.
 *
 * @param jsonl the lines, redacted, their times from the stretch's beginning; each keeps the
 *     recording's own time as {@code recordedT}
 * @param log the lines of the logs of other applications among them, redacted
 * @param told the lines as they were written, without positions of the pointer
 * @param ledgerBefore the last ledger line in front of it
 * @param ledgerAtEnd the last ledger line in it, or the first one after it
 * @param focusBefore the application that had the focus when it began
 * @param pointerMicros when the pointer moved, in microseconds of the recording
 * @param complete whether nothing that a person did was left out, here or by the recording
 */
record StretchEvents(
        String jsonl,
        String log,
        List<EventLine> told,
        Optional<ObjectNode> ledgerBefore,
        Optional<ObjectNode> ledgerAtEnd,
        String focusBefore,
        List<Long> pointerMicros,
        boolean complete) {

    /** What a recording says where it keeps no input. */
    private static final Set<String> NO_INPUT = Set.of("", "none", "off");

    /** What a recording says that does not keep all that happens. */
    private static final Set<String> NOT_ALL = Set.of("INPUT_LIMITED", "EVENTS_LOST");

    /** So long before the end of a stretch the last line about the screen may be: one a second. */
    private static final long SCREEN_MICROS = 2_500_000;

    /** Beyond it positions of the pointer are left out, and beyond twice of it everything. */
    static final int MOST_CHARS = 6 * 1024 * 1024;

    StretchEvents {
        told = List.copyOf(told);
        pointerMicros = List.copyOf(pointerMicros);
    }

    static StretchEvents none() {
        return new StretchEvents(
                "", "", List.of(), Optional.empty(), Optional.empty(), "", List.of(), true);
    }

    /** Whether clicks, keys and the pointer were written: none then means that none came. */
    boolean isInputKept() {
        return complete
                && told.stream()
                        .filter(line -> line.is("start"))
                        .anyMatch(line -> !NO_INPUT.contains(line.text("input")));
    }

    /** Whether it is known to the end of the stretch when the screen changed. */
    boolean isScreenTold(Stretch stretch) {
        long last = stretch.untilMicros() - SCREEN_MICROS;
        return told.stream().anyMatch(line -> line.is("screen") && line.micros() >= last);
    }

    /**
     * Reads them.
     *
     * @param redact of one line
     */
    static StretchEvents read(Path events, Stretch stretch, UnaryOperator<JsonNode> redact)
            throws IOException {
        Reading reading = new Reading(stretch, redact);
        EventFile.read(events, reading::learn);
        return reading.result();
    }

    private static final class Reading {

        private final Stretch stretch;
        private final UnaryOperator<JsonNode> redact;
        private final StringBuilder jsonl = new StringBuilder();
        private final StringBuilder log = new StringBuilder();
        private final List<EventLine> told = new ArrayList<>();
        private final List<Long> pointerMicros = new ArrayList<>();
        private @Nullable ObjectNode ledgerBefore;
        private @Nullable ObjectNode ledgerAtEnd;
        private long ledgerMicros;
        private String focusBefore = "";
        private boolean leftOut;

        /** Whether nothing that a person did is missing, in the recording or here. */
        private boolean complete = true;

        Reading(Stretch stretch, UnaryOperator<JsonNode> redact) {
            this.stretch = stretch;
            this.redact = redact;
        }

        void learn(EventLine line) {
            boolean first = line.is("start") && jsonl.isEmpty();
            if (line.is("health") && line.micros() <= stretch.untilMicros()) {
                complete &= !NOT_ALL.contains(line.text("kind"));
            }
            if (line.is("ledger")) {
                ledger(line);
            }
            if (line.is("focus") && line.micros() < stretch.fromMicros()) {
                focusBefore = line.text("application");
            }
            if (!first && !stretch.touches(line)) {
                return;
            }
            boolean pointer = line.is("pointer");
            if (pointer) {
                pointerMicros.add(line.micros());
            }
            if (jsonl.length() > (pointer ? MOST_CHARS : 2 * MOST_CHARS)) {
                leftOut = true;
                complete &= pointer;
                return;
            }
            if (!pointer) {
                told.add(line);
            }
            ObjectNode shifted = shifted(line);
            if (redact.apply(shifted) instanceof ObjectNode clean) {
                jsonl.append(clean).append('\n');
                if (line.is("log")) {
                    log(line, clean);
                }
            }
        }

        private void ledger(EventLine line) {
            if (line.micros() <= stretch.fromMicros()) {
                ledgerBefore = line.json();
            }
            if (ledgerAtEnd == null
                    || line.micros() <= stretch.untilMicros()
                    || ledgerMicros < stretch.untilMicros()) {
                ledgerAtEnd = line.json();
                ledgerMicros = line.micros();
            }
        }

        /** The same with its times from the stretch's beginning; the header is at 0. */
        private ObjectNode shifted(EventLine line) {
            ObjectNode copy = EventLine.JSON.createObjectNode();
            boolean header = line.is("start");
            copy.put("t", header ? 0 : line.micros() - stretch.fromMicros());
            line.json()
                    .properties()
                    .forEach(field -> {
                        if (!field.getKey().equals("t")) {
                            copy.set(field.getKey(), field.getValue());
                        }
                    });
            if (line.json().has("until")) {
                copy.put("until", line.untilMicros() - stretch.fromMicros());
                copy.put("recordedUntil", line.untilMicros());
            }
            copy.put("recordedT", line.micros());
            return copy;
        }

        private void log(EventLine line, ObjectNode clean) {
            log.append(Times.precise(line.micros() - stretch.fromMicros())).append(' ');
            String file = clean.path("file").asText("");
            if (!file.isEmpty()) {
                log.append('[').append(file).append("] ");
            }
            if (clean.has("linesLeftOut")) {
                log.append("(")
                        .append(clean.get("linesLeftOut").asLong())
                        .append(" lines left out)");
            }
            log.append(clean.path("line").asText("")).append('\n');
        }

        StretchEvents result() {
            if (leftOut) {
                jsonl.append("{\"t\":")
                        .append(stretch.untilMicros() - stretch.fromMicros())
                        .append(",\"type\":\"leftOut\",\"reason\":\"more than a report holds\"}\n");
            }
            return new StretchEvents(
                    jsonl.toString(),
                    log.toString(),
                    told,
                    Optional.ofNullable(ledgerBefore),
                    Optional.ofNullable(ledgerAtEnd),
                    focusBefore,
                    pointerMicros,
                    complete);
        }
    }
}

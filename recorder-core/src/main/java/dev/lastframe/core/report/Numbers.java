package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The newest numbers of a recording: from the program that makes it, else from its last ledger
 * line.
 *
 * @param from where they come from
 * @param all ledger, queue, fxThread, disk, as they were told; an empty object where nothing was
 */
record Numbers(From from, ObjectNode all) {

    /** Where numbers come from. */
    enum From {
        PROGRAM,
        LEDGER_LINE,
        NOWHERE
    }

    private static final List<String> LEDGER =
            List.of(
                    "ticks",
                    "captured",
                    "unchanged",
                    "unverified",
                    "late",
                    "droppedQueueFull",
                    "droppedBecause",
                    "captureFailed",
                    "encoded",
                    "encodeFailed",
                    "abandoned",
                    "inFlight",
                    "missed",
                    "exposureMillisMax",
                    "sound");

    /**
     * Chooses.
     *
     * @param live what the program says that makes it
     * @param line the last ledger line
     */
    static Numbers of(Optional<ObjectNode> live, Optional<ObjectNode> line) {
        if (live.isPresent() && live.get().path("ledger").isObject()) {
            ObjectNode all = live.get().deepCopy();
            line.ifPresent(written -> fill(all, written));
            return new Numbers(From.PROGRAM, all);
        }
        if (line.isEmpty()) {
            return new Numbers(From.NOWHERE, EventLine.JSON.createObjectNode());
        }
        ObjectNode all = EventLine.JSON.createObjectNode();
        ObjectNode ledger = all.putObject("ledger");
        for (String field : LEDGER) {
            JsonNode value = line.get().get(field);
            if (value != null) {
                ledger.set(field, value);
            }
        }
        fill(all, line.get());
        return new Numbers(From.LEDGER_LINE, all);
    }

    /** What only the line knows. */
    private static void fill(ObjectNode all, ObjectNode line) {
        for (String part : List.of("queue", "fxThread", "disk")) {
            if (line.path(part).isObject()) {
                ObjectNode known = line.get(part).deepCopy();
                if (all.path(part) instanceof ObjectNode newer) {
                    known.setAll(newer);
                }
                all.set(part, known);
            }
        }
    }

    JsonNode ledger() {
        return all.path("ledger");
    }

    long ticks() {
        return ledger().path("ticks").asLong();
    }

    long missed() {
        return ledger().path("missed").asLong();
    }

    /** What a person reads: {@code 0 of 900 ticks missed}. */
    String sentence() {
        return from == From.NOWHERE ? "no ticks were counted" : sentence(missed(), ticks());
    }

    static String sentence(long missed, long ticks) {
        return missed + " of " + ticks + " ticks missed";
    }

    /** The ledger as {@code session.json} has it. */
    ObjectNode withDropCount() {
        ObjectNode json = EventLine.JSON.createObjectNode();
        json.put("videoDropCount", missed());
        ObjectNode because = json.putObject("videoDropBecause");
        because.put("late", ledger().path("late").asLong());
        JsonNode dropped = ledger().path("droppedBecause");
        because.put("encoder", dropped.path("encoder").asLong());
        because.put("disk", dropped.path("disk").asLong());
        because.put("memory", dropped.path("memory").asLong());
        because.put("captureFailed", ledger().path("captureFailed").asLong());
        because.put("encodeFailed", ledger().path("encodeFailed").asLong());
        because.put("abandoned", ledger().path("abandoned").asLong());
        ledger().properties().forEach(field -> json.set(field.getKey(), field.getValue()));
        return json;
    }
}

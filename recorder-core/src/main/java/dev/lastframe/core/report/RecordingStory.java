package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a recording tell of all of it.
 *
 * @param header its first line; an empty object where there is none
 * @param ledger its last ledger line
 * @param lastMicros the latest time in a line
 * @param parts its later files, in order
 * @param moments which time of the recording was which on the wall clock, in order
 * @param paused whether its last word is that it pauses
 * @param recovered what recovery wrote, where it was one that a crash left
 * @param health what happened to it, the newest {@value #MOST_HEALTH}
 */
record RecordingStory(
        ObjectNode header,
        Optional<ObjectNode> ledger,
        long lastMicros,
        List<Part> parts,
        List<Moment> moments,
        boolean paused,
        Optional<ObjectNode> recovered,
        List<EventLine> health) {

    static final int MOST_HEALTH = 200;

    RecordingStory {
        parts = List.copyOf(parts);
        moments = List.copyOf(moments);
        health = List.copyOf(health);
    }

    /**
     * A later file.
     *
     * @param micros the recording's time that is its 0
     * @param file what it is called after its end, with its folder where that is another one
     */
    record Part(long micros, String file) {}

    /** A moment on both clocks. */
    record Moment(long micros, Instant wall) {}

    /** Of a recording without events. */
    static RecordingStory none() {
        return new Reading().story();
    }

    static RecordingStory read(Path events) throws IOException {
        Reading reading = new Reading();
        EventFile.read(events, reading::learn);
        return reading.story();
    }

    /** Frames a second, 30 where that is unknown. */
    int fps() {
        int fps = header.path("fps").asInt();
        return fps > 0 ? fps : 30;
    }

    /** The wall clock at a time of the recording; empty where no line says. */
    Optional<Instant> wallAt(long micros) {
        Moment before = null;
        for (Moment moment : moments) {
            if (before == null || moment.micros() <= micros) {
                before = moment;
            }
        }
        return before == null
                ? Optional.empty()
                : Optional.of(before.wall().plus(micros - before.micros(), ChronoUnit.MICROS));
    }

    /**
     * Its time at a moment on the wall clock; empty before its beginning, or where no line says.
     */
    OptionalLong microsOf(Instant wall) {
        Moment before = null;
        for (Moment moment : moments) {
            if (moment.wall().isAfter(wall)) {
                long most = moment.micros();
                return before == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.min(most, at(before, wall)));
            }
            before = moment;
        }
        return before == null ? OptionalLong.empty() : OptionalLong.of(at(before, wall));
    }

    private static long at(Moment before, Instant wall) {
        return before.micros() + Duration.between(before.wall(), wall).toNanos() / 1000;
    }

    /** How far its clock is by now, if it still runs: its lines come once a second. */
    long microsAt(Instant now) {
        if (paused || moments.isEmpty()) {
            return lastMicros;
        }
        Moment last = moments.getLast();
        long since = Duration.between(last.wall(), now).toNanos() / 1000;
        long most = Duration.ofSeconds(3).toNanos() / 1000;
        return Math.max(lastMicros, last.micros() + Math.clamp(since, 0, most));
    }

    private static final class Reading {

        private @Nullable ObjectNode header;
        private @Nullable ObjectNode ledger;
        private @Nullable ObjectNode recovered;
        private long lastMicros;
        private boolean paused;
        private final List<Part> parts = new ArrayList<>();
        private final List<Moment> moments = new ArrayList<>();
        private final List<EventLine> health = new ArrayList<>();

        void learn(EventLine line) {
            lastMicros = Math.max(lastMicros, line.micros());
            switch (line.type()) {
                case "start" -> {
                    if (header == null) {
                        header = line.json();
                        moment(line);
                    }
                }
                case "ledger" -> {
                    ledger = line.json();
                    moment(line);
                }
                case "pause" -> paused = true;
                case "resume" -> paused = false;
                case "part" -> parts.add(new Part(line.micros(), line.text("file")));
                case "recovered" -> recovered = line.json();
                case "health" -> {
                    if (health.size() >= MOST_HEALTH) {
                        health.removeFirst();
                    }
                    health.add(line);
                }
                default -> {
                    // Nothing that concerns the whole recording.
                }
            }
        }

        private void moment(EventLine line) {
            try {
                moments.add(new Moment(line.micros(), Instant.parse(line.text("wall"))));
            } catch (DateTimeException saysNone) {
                return; // an older line
            }
        }

        RecordingStory story() {
            ObjectNode first = header;
            return new RecordingStory(
                    first == null ? EventLine.JSON.createObjectNode() : first,
                    Optional.ofNullable(ledger),
                    lastMicros,
                    parts,
                    moments,
                    paused,
                    Optional.ofNullable(recovered),
                    health);
        }
    }
}

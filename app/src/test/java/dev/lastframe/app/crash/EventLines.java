package dev.lastframe.app.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recovered recording's events say.
 *
 * @param startNanos the moment of presentation time 0, in {@code System.nanoTime()}
 * @param lastLedger the last ledger line, null if there was none yet
 */
record EventLines(long startNanos, @Nullable JsonNode lastLedger) {

    /**
     * Reads the whole file.
     *
     * @throws UncheckedIOException also if a line is not whole, or the first is no start event
     */
    static EventLines read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (!text.endsWith("\n")) {
                throw new IOException("the last line of " + file + " is not whole");
            }
            ObjectMapper mapper = new ObjectMapper();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : text.lines().toList()) {
                lines.add(mapper.readTree(line));
            }
            if (lines.isEmpty() || !is(lines.getFirst(), "start")) {
                throw new IOException("no start event in " + file);
            }
            return new EventLines(
                    lines.getFirst().get("nanoTime").asLong(),
                    lines.stream()
                            .filter(line -> is(line, "ledger"))
                            .reduce((first, second) -> second)
                            .orElse(null));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A field of the last ledger line; 0 if there is none. */
    long ledger(String field) {
        JsonNode line = lastLedger;
        return line == null ? 0 : line.path(field).asLong();
    }

    /** Until when misses are counted: the last ledger line's moment; the start if there is none. */
    long countedNanos() {
        return startNanos + ledger("t") * 1000;
    }

    /** Whether the last ledger line's numbers add up, as at every moment. */
    boolean balances() {
        long outcomes =
                ledger("captured")
                        + ledger("unchanged")
                        + ledger("late")
                        + ledger("droppedQueueFull")
                        + ledger("captureFailed");
        long places =
                ledger("encoded")
                        + ledger("encodeFailed")
                        + ledger("abandoned")
                        + ledger("inFlight");
        return ledger("ticks") == outcomes && ledger("captured") == places;
    }

    private static boolean is(JsonNode line, String type) {
        return line.path("type").asText().equals(type);
    }
}

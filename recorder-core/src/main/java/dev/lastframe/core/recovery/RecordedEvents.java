package dev.lastframe.core.recovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the events beside a recording say of it, up to their last whole line. A line is whole when
 * it has its end and is a JSON object; the last of those counts, whatever is in front of it.
 *
 * @param wholeBytes up to the end of the last whole line; 0 when there is none
 * @param began by the wall clock, from the first line
 * @param lastMicros the latest time in a line, on the video's clock
 * @param ledger the last ledger line
 * @param inParts whether the recording has more than one file
 * @param recovered whether the last whole line tells of a recovery of the video beside them; lines
 *     of other parts' recoveries do not count
 * @param parts names of the videos of later parts, which wrote here too
 * @param recoveredParts those of them of whose recovery a line tells
 */
record RecordedEvents(
        long wholeBytes,
        Optional<Instant> began,
        long lastMicros,
        Optional<Ledger> ledger,
        boolean inParts,
        boolean recovered,
        Set<String> parts,
        Set<String> recoveredParts) {

    RecordedEvents {
        parts = Set.copyOf(parts);
        recoveredParts = Set.copyOf(recoveredParts);
    }

    /**
     * A ledger line.
     *
     * @param micros its time on the video's clock
     * @param captured pictures that were taken
     * @param givenUp those of them that never were to be in the file
     */
    record Ledger(long micros, long captured, long givenUp) {}

    static final String RECOVERED = "recovered";

    /** Names the video that a line is about, where it is not the one beside the events. */
    static final String FILE = "file";

    private static final int LONGEST_LINE = 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads them.
     *
     * @return empty when there is no such file, or a link or folder in its place
     */
    static Optional<RecordedEvents> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Reading reading = new Reading();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            reading.all(in);
        }
        return Optional.of(reading.result());
    }

    /** One pass over the lines. */
    private static final class Reading {

        private long wholeBytes;
        private @Nullable Instant began;
        private long lastMicros;
        private @Nullable Ledger ledger;
        private boolean inParts;
        private boolean recovered;
        private final Set<String> parts = new HashSet<>();
        private final Set<String> recoveredParts = new HashSet<>();

        void all(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long offset = 0;
            boolean tooLong = false;
            for (int value = in.read(); value >= 0; value = in.read()) {
                offset++;
                if (value != '\n') {
                    tooLong |= line.size() >= LONGEST_LINE;
                    if (!tooLong) {
                        line.write(value);
                    }
                    continue;
                }
                Map<String, String> fields = tooLong ? Map.of() : fields(line.toByteArray());
                if (!fields.isEmpty()) {
                    wholeBytes = offset;
                    learn(fields);
                }
                line.reset();
                tooLong = false;
            }
        }

        private void learn(Map<String, String> fields) {
            String type = fields.getOrDefault("type", "");
            long micros = number(fields, "t");
            lastMicros = Math.max(lastMicros, micros);
            String file = lastName(fields.getOrDefault(FILE, ""));
            if (type.equals(RECOVERED) && !file.isEmpty()) {
                recoveredParts.add(file);
            } else {
                recovered = type.equals(RECOVERED);
            }
            if (type.equals("part")) {
                inParts = true;
                parts.add(file);
            }
            if (type.equals("start") && began == null) {
                began = instant(fields.getOrDefault("wall", ""));
            }
            if (type.equals("ledger")) {
                ledger =
                        new Ledger(
                                micros,
                                number(fields, "captured"),
                                number(fields, "encodeFailed") + number(fields, "abandoned"));
            }
        }

        RecordedEvents result() {
            return new RecordedEvents(
                    wholeBytes,
                    Optional.ofNullable(began),
                    lastMicros,
                    Optional.ofNullable(ledger),
                    inParts,
                    recovered,
                    parts,
                    recoveredParts);
        }

        /** A part in another folder than the first is told with its whole path. */
        private static String lastName(String path) {
            try {
                return String.valueOf(Path.of(path).getFileName());
            } catch (InvalidPathException odd) {
                return "";
            }
        }

        private static long number(Map<String, String> fields, String name) {
            try {
                return Long.parseLong(fields.getOrDefault(name, "0"));
            } catch (NumberFormatException odd) {
                return 0;
            }
        }

        private static @Nullable Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException odd) {
                return null;
            }
        }
    }

    /** The plain values of one JSON object; none when the line is no object. */
    private static Map<String, String> fields(byte[] line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = json.nextToken();
                if (token == null) {
                    return Map.of();
                }
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (depth == 1 && token.isScalarValue()) {
                    fields.put(json.currentName(), json.getText());
                }
            }
            return json.nextToken() == null ? fields : Map.of();
        } catch (IOException noObject) {
            return Map.of();
        }
    }
}

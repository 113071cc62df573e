package dev.lastframe.core.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lastframe's own log: what it says of a time, and its last errors. An entry is a line with a time
 * and the lines after it that have none. Used by one thread; reads the disk.
 */
final class OwnLog {

    private static final Logger LOG = LoggerFactory.getLogger(OwnLog.class);

    /** Rolled files, the oldest first, and the one that is written. */
    private static final List<String> ENDINGS = List.of(".3", ".2", ".1", "");

    private static final Pattern TROUBLE = Pattern.compile("^\\S+ (ERROR|WARN) ");
    private static final int TIME_LENGTH = "2026-11-21T14:03:22.123".length();
    private static final int MOST_CHARS = 256 * 1024;
    private static final int MOST_ENTRY_CHARS = 16 * 1024;
    private static final String CUT = " (cut)\n";
    private static final int MOST_ERRORS = 20;

    private final Entries stretch = new Entries(MOST_CHARS);
    private final Entries errors = new Entries(MOST_CHARS / 2);
    private final @Nullable Instant from;
    private final @Nullable Instant until;
    private final ZoneId zone;

    private OwnLog(@Nullable Instant from, @Nullable Instant until, ZoneId zone) {
        this.from = from;
        this.until = until;
        this.zone = zone;
    }

    /**
     * Reads it.
     *
     * @param file the one that is written; the rolled ones are beside it
     * @param from the first moment; empty for none but the end
     * @param until the last moment; empty for the log's end
     */
    static String read(Path file, Optional<Instant> from, Optional<Instant> until, ZoneId zone) {
        OwnLog log = new OwnLog(from.orElse(null), until.orElse(null), zone);
        for (String ending : ENDINGS) {
            Path one = file.resolveSibling(file.getFileName() + ending);
            try {
                if (Files.isRegularFile(one)) {
                    log.readAll(one);
                }
            } catch (IOException rolledMeanwhile) {
                LOG.warn("{} cannot be read: {}", one, rolledMeanwhile.toString());
            }
        }
        return log.text();
    }

    private void readAll(Path file) throws IOException {
        StringBuilder entry = new StringBuilder();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file),
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPLACE)
                                        .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (time(line).isPresent()) {
                    end(entry);
                }
                add(entry, line);
            }
        }
        end(entry);
    }

    /** No entry, nor any line of one, may push all others out. */
    private static void add(StringBuilder entry, String line) {
        int room = MOST_ENTRY_CHARS - entry.length();
        if (room >= line.length()) {
            entry.append(line).append('\n');
        } else if (room > 0) {
            entry.append(line, 0, room).append(CUT);
        }
    }

    private void end(StringBuilder entry) {
        if (!entry.isEmpty()) {
            String text = entry.toString();
            time(text).ifPresent(at -> sort(at, text));
            entry.setLength(0);
        }
    }

    private void sort(Instant at, String entry) {
        boolean inside =
                (from == null || !at.isBefore(from)) && (until == null || !at.isAfter(until));
        if (inside) {
            stretch.add(entry);
        }
        if (TROUBLE.matcher(entry).lookingAt()) {
            errors.add(entry);
            if (errors.size() > MOST_ERRORS) {
                errors.removeFirst();
            }
        }
    }

    private Optional<Instant> time(String line) {
        if (line.length() < TIME_LENGTH || line.charAt(4) != '-' || line.charAt(10) != 'T') {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(line.substring(0, TIME_LENGTH)).atZone(zone).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private String text() {
        return "== this stretch ==\n"
                + (stretch.size() == 0 ? "(nothing)\n" : stretch.text())
                + "\n== the last errors and warnings ==\n"
                + (errors.size() == 0 ? "(none)\n" : errors.text());
    }

    /** The newest entries, as many as there is room for. */
    private static final class Entries {

        private final Deque<String> entries = new ArrayDeque<>();
        private final int mostChars;
        private int chars;
        private boolean leftOut;

        Entries(int mostChars) {
            this.mostChars = mostChars;
        }

        void add(String entry) {
            entries.add(entry);
            chars += entry.length();
            while (chars > mostChars) {
                removeFirst();
                leftOut = true;
            }
        }

        void removeFirst() {
            chars -= entries.removeFirst().length();
        }

        int size() {
            return entries.size();
        }

        String text() {
            List<String> all = new ArrayList<>(entries);
            if (leftOut) {
                all.addFirst("(what is older is left out)\n");
            }
            return String.join("", all);
        }
    }
}

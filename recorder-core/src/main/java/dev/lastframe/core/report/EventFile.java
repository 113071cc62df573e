package dev.lastframe.core.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a recording's events, also while they grow; only whole lines. Blocks on the disk. */
final class EventFile {

    /** Longer than every line that is written; what is longer is no line of ours. */
    private static final int LONGEST_LINE = 1024 * 1024;

    private EventFile() {}

    static void read(Path file, Consumer<EventLine> each) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file),
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPLACE)
                                        .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c != '\n') {
                    if (line.length() <= LONGEST_LINE) {
                        line.append((char) c);
                    }
                    continue;
                }
                Optional<EventLine> whole =
                        line.length() > LONGEST_LINE
                                ? Optional.empty()
                                : EventLine.parse(line.toString());
                whole.ifPresent(each);
                line.setLength(0);
            }
        }
    }
}

package dev.lastframe.core.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one recording and the times at which they begin, as the events beside the first one
 * have them. Callable from any thread; blocks for the disk.
 */
public final class RecordingParts {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingParts.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** The longer one before the one that it ends with. */
    private static final List<String> ENDINGS =
            List.of(RecordingFiles.RECORDING, RecordingFiles.PUBLISHED, ".mp4");

    /** What a part has become is looked for before what it was. */
    private static final List<String> NEWEST_FIRST =
            List.of(RecordingFiles.PUBLISHED, RecordingFiles.RECORDING, ".mp4");

    /** A part that the events name. */
    private record Named(Path file, long ticks) {}

    private RecordingParts() {}

    /**
     * All files of a recording that are there, in order. One that was kept as MP4 only is given as
     * such: {@link PartStreams} makes of it what can be read.
     *
     * @param file its first part, finished or not; a later part is a recording of its own here
     */
    public static List<Path> of(Path file) {
        List<Path> files = new ArrayList<>();
        files.add(file);
        for (Named part : named(file)) {
            current(part.file)
                    .ifPresentOrElse(
                            files::add,
                            () -> LOG.warn("the part {} of {} is not there", part.file, file));
        }
        return files;
    }

    /**
     * The later parts of a recording that its events name and that are not there in any form.
     *
     * @param file its first part
     */
    public static List<Path> missing(Path file) {
        return named(file).stream()
                .map(Named::file)
                .filter(part -> current(part).isEmpty())
                .toList();
    }

    /**
     * The time of the last whole picture of a recording, on its own clock: what it has at present.
     *
     * @param parts its files in order, as {@link #of} gives them
     * @throws ExportException when one cannot be read
     */
    public static Duration end(List<Path> parts) throws ExportException, InterruptedException {
        Path last = parts.getLast();
        try (RecordedPart part = RecordedPart.open(last, starts(parts).getLast())) {
            return Ticks.duration(part.lastTicks());
        } catch (IOException failed) {
            throw RecordedPart.unreadable(last, failed);
        }
    }

    /**
     * When the last that was heard in a recording ends, on its own clock; {@link #end} where that
     * is later. On a screen that stands still sound goes on behind the last picture.
     *
     * @param parts its files in order, as {@link #of} gives them
     * @throws ExportException when one cannot be read
     */
    public static Duration heardUntil(List<Path> parts)
            throws ExportException, InterruptedException {
        Path last = parts.getLast();
        try (RecordedPart part = RecordedPart.open(last, starts(parts).getLast())) {
            return Ticks.duration(part.heardUntilTicks());
        } catch (IOException failed) {
            throw RecordedPart.unreadable(last, failed);
        }
    }

    /**
     * Which sound there is in a recording.
     *
     * @param parts its files in order, as {@link #of} gives them
     * @throws ExportException when one cannot be read
     */
    public static Sounds sounds(List<Path> parts) throws ExportException, InterruptedException {
        boolean mixed = false;
        boolean microphone = false;
        List<Long> starts = starts(parts);
        for (int i = 0; i < parts.size(); i++) {
            try (RecordedPart part = RecordedPart.open(parts.get(i), starts.get(i))) {
                mixed |= part.hasSound();
                microphone |= part.microphone().isPresent();
            } catch (IOException failed) {
                throw RecordedPart.unreadable(parts.get(i), failed);
            }
        }
        return new Sounds(mixed, microphone);
    }

    /** The recording's times at which the parts begin, in ticks; the first one's is 0. */
    static List<Long> starts(List<Path> parts) throws ExportException {
        Map<String, Long> times = new HashMap<>();
        for (Named part : named(parts.getFirst())) {
            times.put(baseName(part.file), part.ticks);
        }
        List<Long> starts = new ArrayList<>();
        for (Path part : parts) {
            Long start = starts.isEmpty() ? Long.valueOf(0) : times.get(baseName(part));
            if (start == null || (!starts.isEmpty() && start < starts.getLast())) {
                throw new ExportException(
                        ExportException.Kind.UNREADABLE,
                        "The events beside "
                                + parts.getFirst()
                                + " do not say when "
                                + part
                                + " begins: export it by itself.");
            }
            starts.add(start);
        }
        return starts;
    }

    /** A part under the name that it has now. */
    private static Optional<Path> current(Path part) {
        return NEWEST_FIRST.stream()
                .map(ending -> part.resolveSibling(baseName(part) + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** A file's name without the ending that a recording has. */
    static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        for (String ending : ENDINGS) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    private static List<Named> named(Path first) {
        Path events = first.resolveSibling(baseName(first) + RecordingFiles.EVENTS);
        List<Named> parts = new ArrayList<>();
        if (!Files.isRegularFile(events)) {
            return parts;
        }
        try (BufferedReader lines = Files.newBufferedReader(events, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"part\"")) {
                    read(line, first, parts);
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("the events {} cannot be read: {}", events, unreadable.toString());
        }
        return parts;
    }

    private static void read(String line, Path first, List<Named> parts) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && json.currentName() != null) {
                    fields.putIfAbsent(json.currentName(), json.getText());
                }
            }
            if ("part".equals(fields.get("type"))) {
                // A part in another folder than the first is told with its whole path.
                Path file = first.resolveSibling(fields.getOrDefault("file", ""));
                long micros = Long.parseLong(fields.getOrDefault("t", ""));
                parts.add(new Named(file, Ticks.ofMicros(micros)));
            }
        } catch (IOException | NumberFormatException | InvalidPathException torn) {
            LOG.warn("a line of the events of {} is not whole: {}", first, torn.toString());
        }
    }
}

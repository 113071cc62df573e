package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A folder with a recording, of which reports are drafted. Used by one thread. */
final class DraftHome {

    final Path home;
    final Path videos;
    private final ReportEnvironment.Screen screen;
    Identity identity = Identity.NOBODY;
    Optional<ObjectNode> fault = Optional.empty();

    DraftHome(Path home, ReportEnvironment.Screen screen) throws IOException {
        this.home = home;
        this.screen = screen;
        videos = Files.createDirectories(home.resolve("videos"));
    }

    /** One whose screen cannot be photographed. */
    static DraftHome in(Path home) throws IOException {
        return new DraftHome(
                home,
                png -> {
                    throw new IOException("there is no screen");
                });
    }

    Path recording(byte[] stream, String... events) throws IOException {
        if (events.length > 0) {
            Files.writeString(videos.resolve("bug.events.jsonl"), String.join("\n", events) + "\n");
        }
        return Files.write(videos.resolve("bug.ts"), stream);
    }

    Report report() {
        return new Report(environment());
    }

    ReportEnvironment environment() {
        return new ReportEnvironment(
                new FakeClock(),
                ZoneOffset.UTC,
                active(),
                List.of(videos),
                home.resolve("own.log"),
                scratch(),
                Map.of(),
                identity,
                "1.2.3",
                file -> Optional.empty(),
                screen,
                fault,
                Set.of("Super+F12"));
    }

    /** Where notes of recordings are that are being made. */
    Path active() {
        return home.resolve("active");
    }

    ReportDraft draft(Instant trigger) throws Exception {
        return report().draft(Optional.of(videos.resolve("bug.ts")), trigger, Progress.NONE);
    }

    Path scratch() {
        return home.resolve("scratch");
    }

    /** All names in a folder, also hidden ones; nothing where there is no folder. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    static List<String> entries(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }

    static byte[] bytes(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.getInputStream(file.getEntry(name)).readAllBytes();
        }
    }

    static String text(Path zip, String name) throws IOException {
        return new String(bytes(zip, name), StandardCharsets.UTF_8);
    }

    static JsonNode json(Path zip, String name) throws IOException {
        return EventLine.JSON.readTree(bytes(zip, name));
    }
}

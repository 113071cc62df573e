package dev.lastframe.core.recovery;

import dev.lastframe.core.storage.ActiveNotes;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.RepairStep;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder of recordings and a state folder, and recovery that looks through them. */
final class RecoveryFolder {

    final Path videos;
    final Path active;
    final FakeClock clock = new FakeClock();

    RecoveryFolder(Path root) throws IOException {
        videos = Files.createDirectories(root.resolve("videos"));
        active = Files.createDirectories(root.resolve("state/active"));
    }

    /** A recording as a crash leaves it: its bytes, its lock file, unlocked, and its note. */
    Path crashed(String name, byte[] bytes) throws IOException {
        Path recording = Files.write(videos.resolve(name + ".recording.ts"), bytes);
        Files.createFile(videos.resolve("." + name + ".lock"));
        note(recording);
        return recording;
    }

    Path note(Path recording) throws IOException {
        return new ActiveNotes(active).write(recording).file();
    }

    Path events(String name, String text) throws IOException {
        return Files.writeString(
                videos.resolve(name + ".events.jsonl"), text, StandardCharsets.UTF_8);
    }

    RecoveryResult recover(StrictDecoder decoder) {
        return recover(decoder, step -> {});
    }

    RecoveryResult recover(StrictDecoder decoder, Consumer<RepairStep> steps) {
        return recovery(decoder, steps).run(new RecoveryListener() {});
    }

    Recovery recovery(StrictDecoder decoder, Consumer<RepairStep> steps) {
        RecoveryPlaces places = new RecoveryPlaces(active, List.of(videos));
        return new Recovery(places, clock, decoder, ZoneId.of("UTC"), steps);
    }

    /** The names in the folder of recordings, in order. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(videos)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    int notes() throws IOException {
        try (Stream<Path> files = Files.list(active)) {
            return (int) files.count();
        }
    }

    /** Recordings of which an MP4 is to be made. */
    List<Path> finished() {
        return new FinishedRecordings(active).all();
    }
}

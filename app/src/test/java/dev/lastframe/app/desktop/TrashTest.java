package dev.lastframe.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.testing.SampleSound;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trash on a real disk, read as the specification says. */
final class TrashTest {

    @TempDir private Path home;
    private Path videos;
    private Path bin;
    private Trash trash;

    @BeforeEach
    void make() throws IOException {
        videos = Files.createDirectories(home.resolve("Vidéos und mehr"));
        bin = home.resolve("data/Trash");
        trash = new Trash(home.resolve("data"), NanoClock.system());
    }

    @Test
    void whatIsThrownAwayIsNotedAsTheSpecificationSaysAndComesBack() throws IOException {
        Path file = file("Lastframe 50 %.ts");
        List<Trash.Thrown> thrown = trash.throwAway(List.of(file));

        assertThat(file).doesNotExist();
        assertThat(bin.resolve("files/Lastframe 50 %.ts")).hasContent("Lastframe 50 %.ts");
        List<String> note = Files.readAllLines(bin.resolve("info/Lastframe 50 %.ts.trashinfo"));
        assertThat(note).hasSize(3);
        assertThat(note.getFirst()).isEqualTo("[Trash Info]");
        String path = note.get(1).substring("Path=".length());
        assertThat(URI.create(path).getPath()).isEqualTo(file.toString());
        assertThat(note.get(2)).matches("DeletionDate=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

        trash.takeBack(thrown);
        assertThat(file).hasContent("Lastframe 50 %.ts");
        assertThat(names(bin.resolve("files"))).isEmpty();
        assertThat(names(bin.resolve("info"))).isEmpty();
    }

    @Test
    void aNameThatIsInTheTrashAlreadyStaysThere() throws IOException {
        trash.throwAway(List.of(file("a.ts")));
        Files.createFile(bin.resolve("files/a.ts.2"));
        trash.throwAway(List.of(file("a.ts")));
        assertThat(names(bin.resolve("files"))).containsExactly("a.ts", "a.ts.2", "a.ts.3");
        assertThat(names(bin.resolve("info")))
                .containsExactly("a.ts.3.trashinfo", "a.ts.trashinfo");
    }

    @Test
    void whereOneCannotBeMovedNoneIs() throws IOException {
        Path file = file("a.ts");
        assertThatThrownBy(() -> trash.throwAway(List.of(file, videos.resolve("none.mp4"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(file).hasContent("a.ts");
        assertThat(names(bin.resolve("files"))).isEmpty();
        assertThat(names(bin.resolve("info"))).isEmpty();
    }

    @Test
    void anotherFileOfTheNameIsNotReplacedByWhatComesBack() throws IOException {
        List<Trash.Thrown> thrown = trash.throwAway(List.of(file("a.ts"), file("b.ts")));
        Files.writeString(videos.resolve("a.ts"), "another");
        assertThatThrownBy(() -> trash.takeBack(thrown))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(videos.resolve("a.ts")).hasContent("another");
        assertThat(videos.resolve("b.ts")).hasContent("b.ts");
        assertThat(names(bin.resolve("files"))).containsExactly("a.ts");
    }

    @Test
    void allFilesOfARecordingAreFoundAndNoOthers() throws IOException {
        for (String name :
                List.of(
                        "a.ts",
                        "a.mp4",
                        "a.events.jsonl",
                        "a.cut",
                        "a part 2.ts",
                        "a part 2.mp4",
                        "a (2).ts",
                        "ab.ts",
                        "a.recording.ts",
                        "a.report.zip")) {
            file(name);
        }
        Files.write(videos.resolve("a part 2.microphone.ts"), SampleSound.of(440, 0.1));
        Files.writeString(videos.resolve("a.microphone.ts"), "no microphone's track");
        assertThat(RecordedFiles.of(videos.resolve("a.mp4")))
                .extracting(found -> found.getFileName().toString())
                .containsExactly(
                        "a part 2.microphone.ts",
                        "a part 2.mp4",
                        "a part 2.ts",
                        "a.cut",
                        "a.events.jsonl",
                        "a.mp4",
                        "a.ts");
        assertThat(RecordedFiles.of(home.resolve("gone/a.ts"))).isEmpty();
    }

    @Test
    void whatWasCutOffATrackGoesWithTheRecordingAlthoughTheTrackIsGone() throws IOException {
        Path video = file("b.mp4");
        Path cut = file("b.microphone.cut");
        assertThat(RecordedFiles.of(video)).containsExactly(cut, video);

        // Of another recording, that has such a name.
        file("b.microphone.mp4");
        assertThat(RecordedFiles.of(video)).containsExactly(video);
    }

    private Path file(String name) throws IOException {
        return Files.writeString(videos.resolve(name), name);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}

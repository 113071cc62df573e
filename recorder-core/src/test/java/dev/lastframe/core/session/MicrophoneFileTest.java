package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the microphone's own file when its folder is gone. */
final class MicrophoneFileTest {

    private static final SoundPlan APART =
            new SoundPlan(
                    List.of(new SoundPlan.Source(new SoundChoice(SoundKind.MICROPHONE), 1, false)),
                    true);

    @TempDir private Path home;
    private Studio studio;

    @BeforeEach
    void open() throws IOException {
        studio = new Studio(home);
        studio.hears(new MadeSound());
    }

    @AfterEach
    void close() throws IOException {
        studio.close();
    }

    @Test
    void aFolderThatIsDeletedTakesNoTrackAlong() throws IOException {
        Outcome outcome = recordsWhileTheFolderIsDeleted();

        assertThat(outcome.files())
                .containsExactly(
                        studio.usual().resolve("clip.ts"),
                        studio.usual().resolve("clip part 2.ts"));
        assertThat(studio.names("usual"))
                .containsExactlyInAnyOrder(
                        "clip.ts",
                        "clip.microphone.ts",
                        "clip.events.jsonl",
                        "clip part 2.ts",
                        "clip part 2.microphone.ts",
                        "clip part 2.events.jsonl");
        Path track = studio.usual().resolve("clip.microphone.ts");
        Ffmpeg.requireUndamaged(track);
        DecodedSound heard = DecodedSound.of(track);
        assertThat(heard.level(heard.seconds() - 0.6, MadeSound.HERTZ))
                .isCloseTo(MadeSound.AMPLITUDE, within(0.1));
        assertNothingIsHeld();
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void whereItCannotBeCopiedThatIsSaidAndNothingIsHeld() throws IOException {
        Files.createDirectories(studio.usual());
        // Its name is taken, which the video's is not.
        Files.createFile(studio.usual().resolve("clip.microphone.events.jsonl"));
        Outcome outcome = recordsWhileTheFolderIsDeleted();

        assertThat(outcome.files().getFirst()).isEqualTo(studio.usual().resolve("clip.ts"));
        assertThat(studio.usual().resolve("clip.microphone.ts")).doesNotExist();
        assertThat(studio.usual().resolve("clip part 2.microphone.ts")).exists();
        assertThat(outcome.status().warnings())
                .contains(
                        "The microphone's track of the part in "
                                + studio.folder()
                                + ", which is gone, could not be copied.");
        assertNothingIsHeld();
    }

    private Outcome recordsWhileTheFolderIsDeleted() throws IOException {
        Recording recording = studio.records(studio.request().withSound(APART));
        Path track = studio.folder().resolve("clip.microphone.recording.ts");
        Waits.eventually(
                Studio.LIMIT,
                "a second of it is on the disk",
                () -> track.toFile().length() > 12_000 || recording.outcome().isDone());
        assertThat(recording.outcome().getNow(null)).as("what it ended with").isNull();
        studio.deletes(studio.folder());
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();
        studio.assertDecodedFramesAreTheEncoded(outcome);
        return outcome;
    }

    /** A lock that is held is a file that is open. */
    private void assertNothingIsHeld() {
        Waits.eventually(
                Studio.LIMIT,
                "no file of the recording is open",
                () -> openFiles().noneMatch(file -> file.startsWith(home.toString())));
    }

    private static Stream<String> openFiles() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(MicrophoneFileTest::target).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}

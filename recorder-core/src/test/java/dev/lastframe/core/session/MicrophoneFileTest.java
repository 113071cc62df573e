package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The microphone, where it is all there is, and its own file when its folder is gone. */
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
        assertThat(loudest(DecodedSound.of(track))).isCloseTo(MadeSound.AMPLITUDE, within(0.1));
        assertThat(outcome.status().warnings())
                .noneMatch(said -> said.startsWith("The end of the microphone's track"));
        assertNothingIsHeld();
        awaitNoNotes();
    }

    /** Of each half second; a busy computer may leave silence in any of them. */
    private static double loudest(DecodedSound heard) {
        double most = 0;
        for (int tenth = 0; tenth + 5 <= heard.seconds() * 10; tenth++) {
            most = Math.max(most, heard.level(tenth / 10.0, MadeSound.HERTZ));
        }
        return most;
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

    @Test
    void aTrackWithNothingInItIsNotToldAsLost() throws Exception {
        Files.createDirectories(studio.usual());
        Desk desk = desk();
        try (RecordingFiles video = reserved(studio.folder());
                RecordingFiles copy = reserved(studio.usual())) {
            MicrophoneFile microphone = opened(desk, video);
            studio.deletes(studio.folder());
            microphone.beginEnd(Studio.LIMIT, copy);

            assertThat(microphone.rescue()).isNull();
        }

        assertThat(desk.health().warnings())
                .noneMatch(said -> said.contains("could not be copied"));
        assertNothingIsHeld();
        awaitNoNotes();
        assertThat(studio.names("usual")).isEmpty();
    }

    @Test
    void withoutAPictureNothingIsLeftOfTheTrackNorOfItsCopy() throws Exception {
        Files.createDirectories(studio.usual());
        Desk desk = desk();
        try (RecordingFiles video = reserved(studio.folder());
                RecordingFiles copy = reserved(studio.usual())) {
            MicrophoneFile microphone = opened(desk, video);
            microphone.beginEnd(Studio.LIMIT, copy);

            microphone.discard();
        }

        assertThat(desk.health().warnings()).isEmpty();
        assertNothingIsHeld();
        awaitNoNotes();
        assertThat(studio.names("chosen")).isEmpty();
        assertThat(studio.names("usual")).isEmpty();
    }

    @Test
    void whatTheComputerCannotGiveIsLeftOutAndSaid() {
        Recording recording =
                studio.records(studio.request().withSound(SoundPlan.SYSTEM_AND_MICROPHONE));
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.status().warnings())
                .contains("What the computer plays is not recorded. " + MadeSound.NO_SYSTEM_SOUND);
        assertThat(outcome.status().sound()).containsOnlyKeys(SoundKind.MICROPHONE);
    }

    private Desk desk() {
        return Desk.of(studio.request(), studio.environment(), new RecordingListener() {});
    }

    private static RecordingFiles reserved(Path folder) throws StorageException {
        return RecordingFiles.reserve(folder, "clip", true);
    }

    private MicrophoneFile opened(Desk desk, RecordingFiles video) {
        return Objects.requireNonNull(MicrophoneFile.open(desk, studio.making().outputs(), video));
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

    /** A note goes after the lock. */
    private void awaitNoNotes() {
        Path notes = home.resolve("active");
        Waits.eventually(
                Studio.LIMIT,
                "no note of the recording is left",
                () -> Objects.requireNonNull(notes.toFile().list()).length == 0);
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

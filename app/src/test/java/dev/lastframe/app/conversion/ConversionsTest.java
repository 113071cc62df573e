package dev.lastframe.app.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.app.settings.Keep;
import dev.lastframe.core.export.Mp4Copy;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.FinishedRecordings.InHand;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.testing.SampleSound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings, real MP4s, real notes. */
final class ConversionsTest {

    private static byte[] sample;

    @TempDir private Path home;

    private Path videos;
    private Path active;
    private Path recording;
    private Path mp4;
    private FinishedRecordings finished;
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(10, 64, 48, 0.1).bytes();
    }

    @BeforeEach
    void makeTheFolders() throws IOException {
        videos = Files.createDirectories(home.resolve("videos"));
        active = home.resolve("state/active");
        recording = Files.write(videos.resolve("clip.ts"), sample);
        mp4 = videos.resolve("clip.mp4");
        finished = new FinishedRecordings(active);
        finished.note(recording);
    }

    @Test
    void whatIsNotedIsMadeOnceAndNotAgainWhenAPersonDeletesIt() throws Exception {
        convert(Keep.BOTH);

        assertThat(told).containsExactly("made clip.mp4, kept");
        assertThat(Mp4Copy.holds(mp4, recording)).isTrue();
        assertThat(recording).hasBinaryContent(sample);
        assertThat(names(videos)).containsExactly("clip.mp4", "clip.ts");

        Files.delete(mp4);
        convert(Keep.BOTH);

        assertThat(told).hasSize(1);
        assertThat(mp4).doesNotExist();
        assertThat(names(home.resolve("state/finished"))).isEmpty();
    }

    @Test
    void onlyTheMp4IsKeptWhereThatIsWantedAndItIsProven() throws Exception {
        Files.writeString(videos.resolve("clip.events.jsonl"), "{\"t\":0,\"type\":\"start\"}\n");

        convert(Keep.MP4);

        assertThat(told).containsExactly("made clip.mp4, not kept");
        assertThat(names(videos)).containsExactly("clip.events.jsonl", "clip.mp4");
        assertThat(Mp4Copy.holds(mp4, Files.write(home.resolve("again.ts"), sample))).isTrue();
    }

    @Test
    void whereTheMp4IsNotWantedNothingIsMadeAndNothingIsLeftToDo() throws Exception {
        convert(Keep.TRANSPORT_STREAM);
        convert(Keep.BOTH);

        assertThat(told).isEmpty();
        assertThat(names(videos)).containsExactly("clip.ts");
    }

    @Test
    void aForeignFileOfThatNameStaysAndTheRecordingToo() throws Exception {
        Files.writeString(mp4, "somebody's");

        convert(Keep.MP4);
        convert(Keep.MP4);

        assertThat(told).hasSize(1).first().asString().contains("exists already");
        assertThat(mp4).hasContent("somebody's");
        assertThat(recording).hasBinaryContent(sample);
    }

    @Test
    void anMp4OfAnotherRecordingIsForeign() throws Exception {
        Path other = Files.write(videos.resolve("o.ts"), SampleRecording.of(9, 64, 48, 0).bytes());
        new Conversions(active, Keep.BOTH, new Listener()).only(List.of(other));
        Files.move(videos.resolve("o.mp4"), mp4);

        convert(Keep.MP4);

        assertThat(told).hasSize(2).last().asString().contains("exists already");
        assertThat(recording).hasBinaryContent(sample);
    }

    @Test
    void aKillBetweenTheNameAndTheNoteIsNoFault() throws Exception {
        convert(Keep.BOTH);
        finished.note(recording);

        convert(Keep.MP4);

        assertThat(told).containsExactly("made clip.mp4, kept", "made clip.mp4, not kept");
        assertThat(names(videos)).containsExactly("clip.mp4");
    }

    @Test
    void aRecordingWithoutAPictureIsToldOnceAndStays() throws Exception {
        Files.write(recording, new byte[188 * 40]);

        convert(Keep.MP4);
        convert(Keep.MP4);

        assertThat(told).hasSize(1).first().asString().contains("clip.ts");
        assertThat(names(videos)).containsExactly("clip.ts");
    }

    @Test
    void aRecordingThatWasDeletedIsNothingToSpeakOf() throws Exception {
        Files.delete(recording);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(videos.resolve(NewFile.PREFIX + dead.pid() + "-1"), "half an MP4");

        convert(Keep.MP4);

        assertThat(told).isEmpty();
        assertThat(names(videos)).isEmpty();
        assertThat(names(home.resolve("state/finished"))).isEmpty();
    }

    @Test
    void aDiskThatIsNotPluggedInKeepsItsNote() throws Exception {
        Path unplugged = home.resolve("unplugged");
        Files.move(videos, unplugged);

        convert(Keep.MP4);
        assertThat(told).isEmpty();
        Files.move(unplugged, videos);
        convert(Keep.BOTH);

        assertThat(told).containsExactly("made clip.mp4, kept");
    }

    @Test
    void damagedNotesAreNoHarm() throws Exception {
        Path notes = home.resolve("state/finished");
        Files.writeString(notes.resolve("empty"), "");
        Files.writeString(notes.resolve("relative"), "clip.ts");
        Files.write(notes.resolve("bytes"), new byte[] {0, 1, (byte) 0xff, 13, 10});
        Files.createDirectory(notes.resolve("folder"));
        Files.writeString(notes.resolve("foreign"), "/etc/passwd");
        Files.writeString(notes.resolve("unfinished"), videos.resolve("x.recording.ts").toString());

        convert(Keep.MP4);

        assertThat(told).containsExactly("made clip.mp4, not kept");
    }

    @Test
    void onlyOneProcessWorksAtARecording() throws Exception {
        try (InHand other = finished.take(recording).orElseThrow()) {
            assertThat(other.recording()).isEqualTo(recording);

            convert(Keep.BOTH);

            assertThat(told).isEmpty();
            assertThat(mp4).doesNotExist();
        }
        convert(Keep.BOTH);

        assertThat(told).containsExactly("made clip.mp4, kept");
    }

    @Test
    void aRecordingThatHasChangedMeanwhileStays() throws Exception {
        try (InHand hand = finished.take(recording).orElseThrow()) {
            Files.write(recording, new byte[] {1});

            assertThat(hand.removeRecording()).isFalse();
        }
        assertThat(recording).exists();
    }

    @Test
    void aRecordingWhoseMicrophonesTrackCameLaterStays() throws Exception {
        try (InHand hand = finished.take(recording).orElseThrow()) {
            Files.write(
                    recording.resolveSibling("clip.microphone.recording.ts"),
                    SampleSound.of(440, 0.1));

            assertThat(hand.removeRecording()).isFalse();
        }
        assertThat(recording).exists();
    }

    @Test
    void interruptedItLeavesTheRestForTheNextStart() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> convert(Keep.BOTH)).isInstanceOf(InterruptedException.class);
        assertThat(names(videos)).containsExactly("clip.ts");

        convert(Keep.BOTH);

        assertThat(told).containsExactly("made clip.mp4, kept");
    }

    @Test
    void interruptedAtAnyMomentItIsTakenUpAgain() throws Exception {
        for (int share = 0; share <= 9; share++) {
            double moment = share / 10.0;
            Thread here = Thread.currentThread();
            ConversionListener interrupting =
                    new ConversionListener() {
                        @Override
                        public void progress(Path of, double done) {
                            if (done >= moment && done < 1) {
                                here.interrupt();
                            }
                        }
                    };

            assertThatThrownBy(
                            () -> new Conversions(active, Keep.MP4, interrupting).allAnd(List.of()))
                    .as("at %s", moment)
                    .isInstanceOf(InterruptedException.class);

            Thread.interrupted();
            assertThat(names(videos)).as("at %s", moment).containsExactly("clip.ts");
        }
        convert(Keep.MP4);

        assertThat(told).containsExactly("made clip.mp4, not kept");
    }

    @Test
    void anUnfinishedRecordingHasNoMp4() {
        assertThat(Conversions.mp4(Path.of("/v/a.recording.ts"))).isEmpty();
        assertThat(Conversions.mp4(Path.of("/v/a.mp4"))).isEmpty();
        assertThat(Conversions.mp4(Path.of("/v/a part 2.ts"))).contains(Path.of("/v/a part 2.mp4"));
    }

    private void convert(Keep keep) throws InterruptedException {
        new Conversions(active, keep, new Listener()).allAnd(List.of());
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private final class Listener implements ConversionListener {

        @Override
        public void made(Path of, Path made, boolean kept) {
            told.add("made " + made.getFileName() + (kept ? ", kept" : ", not kept"));
        }

        @Override
        public void failed(Path of, String sentence) {
            told.add(sentence);
        }
    }
}

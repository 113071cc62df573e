package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.SampleSound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is heard in a report is decided apart, and nobody is heard unless somebody says so. */
final class ReportSoundTest {

    private static final String APART = "\"sound\":\"system,microphone\",\"microphoneTrack\":true";
    private static final String MIXED = "\"sound\":\"system,microphone\"";

    @TempDir private static Path place;

    /** A picture with 997 Hz in the left ear. */
    private static byte[] heard;

    @TempDir private Path folder;
    private DraftHome home;

    @BeforeAll
    static void record() throws Exception {
        Path silent =
                Files.write(place.resolve("a.ts"), SampleRecording.of(60, 320, 180, 0.05).bytes());
        Path sound = Files.write(place.resolve("b.ts"), SampleSound.of(997, 2));
        heard =
                Ffmpeg.output(
                        List.of(
                                "-i",
                                silent.toString(),
                                "-i",
                                sound.toString(),
                                "-map",
                                "0:v:0",
                                "-map",
                                "1:a:0",
                                "-c",
                                "copy",
                                "-muxdelay",
                                "0",
                                "-muxpreload",
                                "0",
                                "-pes_payload_size",
                                "0",
                                "-f",
                                "mpegts",
                                "pipe:1"));
    }

    @BeforeEach
    void makeTheFolder() throws Exception {
        home = DraftHome.in(folder);
    }

    private Path recorded(String sound) throws Exception {
        return home.recording(
                heard,
                "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"2026-11-25T12:00:00Z\",\"nanoTime\":5,\"fps\":30,"
                        + sound
                        + "}");
    }

    private Path report(Path recording, SoundWish wish) throws Exception {
        return home.report()
                .make(
                        new ReportOrder(
                                Optional.of(recording),
                                Duration.ofSeconds(10),
                                Destination.ANY,
                                OptionalLong.empty(),
                                Optional.of(folder.resolve(wish + ".zip")),
                                Description.DRAFT,
                                wish),
                        Progress.NONE)
                .made();
    }

    private Path video(Path zip) throws Exception {
        return Files.write(
                folder.resolve("video of " + zip.getFileName() + ".mp4"),
                DraftHome.bytes(zip, Entry.VIDEO));
    }

    private static List<String> told(Path zip) throws Exception {
        return DraftHome.json(zip, Entry.MANIFEST)
                .path("sound")
                .valueStream()
                .map(name -> name.asText())
                .toList();
    }

    @Test
    void aMicrophonesOwnTrackIsALineOfItsOwnThatIsOff() throws Exception {
        Path recording = recorded(APART);
        Files.write(home.videos.resolve("bug.microphone.ts"), SampleSound.of(440, 2));
        try (ReportDraft draft =
                home.report().draft(Optional.of(recording), Instant.EPOCH, Progress.NONE)) {
            assertThat(draft.entries())
                    .filteredOn(entry -> entry.bytes() == 0)
                    .extracting(DraftEntry::name, DraftEntry::offered)
                    .containsExactly(tuple("system-sound", true), tuple("microphone", false));
        }

        Path usual = report(recording, SoundWish.NO_MICROPHONE);
        Path all = report(recording, SoundWish.ALL);

        assertThat(told(usual)).containsExactly("system-sound");
        assertThat(DecodedSound.tracks(video(usual))).isOne();
        DecodedSound system = DecodedSound.of(video(usual));
        assertThat(system.level(0.5, 997)).isGreaterThan(0.1);
        assertThat(system.level(0.5, 440)).isLessThan(0.001);
        assertThat(told(all)).containsExactly("system-sound", "microphone");
        assertThat(DecodedSound.tracks(video(all))).isEqualTo(2);
        DecodedSound voice = DecodedSound.of(video(all), 1);
        assertThat(voice.level(0.5, 440)).isGreaterThan(0.1);
        assertThat(voice.level(0.5, 997)).isLessThan(0.001);
    }

    @Test
    void soundThatAMicrophoneWasMixedIntoIsOffAndWithItTheReportIsSilent() throws Exception {
        Path recording = recorded(MIXED);

        Path usual = report(recording, SoundWish.NO_MICROPHONE);
        Path all = report(recording, SoundWish.ALL);

        assertThat(told(usual)).isEmpty();
        assertThat(DecodedSound.tracks(video(usual))).isZero();
        assertThat(DraftHome.json(usual, Entry.MANIFEST).path("leftOut").get(0).asText())
                .isEqualTo("sound");
        assertThat(told(all)).containsExactly("sound");
        assertThat(DecodedSound.of(video(all)).level(0.5, 997)).isGreaterThan(0.1);
    }

    @Test
    void aVoiceThatIsAloneInTheFileIsNotTakenForWhatTheComputerPlayed() throws Exception {
        Path recording = recorded("\"sound\":\"microphone\",\"microphoneTrack\":true");

        Path usual = report(recording, SoundWish.NO_MICROPHONE);

        assertThat(told(usual)).isEmpty();
        assertThat(DecodedSound.tracks(video(usual))).isZero();
    }

    @Test
    void aVideoThatWasMadeWithSoundIsNotTakenForASilentOne() throws Exception {
        Path recording = recorded("\"sound\":\"system\"");
        try (ReportDraft draft =
                home.report().draft(Optional.of(recording), Instant.EPOCH, Progress.NONE)) {
            draft.film(List.of(), Set.of(), OptionalLong.empty(), Progress.NONE);
            Path zip =
                    draft.pack(
                                    PackOrder.asDrafted(Destination.ANY)
                                            .withLeftOut(draft.without(SoundWish.NONE)),
                                    Progress.NONE)
                            .made();
            assertThat(told(zip)).isEmpty();
            assertThat(DecodedSound.tracks(video(zip))).isZero();
        }
    }
}

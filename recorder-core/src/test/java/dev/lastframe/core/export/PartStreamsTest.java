package dev.lastframe.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.testing.DecodedSound;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.SampleSound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of which one part is still a stream and the other an MP4 only. */
final class PartStreamsTest {

    @TempDir private Path folder;

    @Test
    void theMicrophoneReachesAnExportFromEitherKindOfPart() throws Exception {
        Path first = part("clip");
        Path second = part("clip part 2");
        Path kept = folder.resolve("clip part 2.mp4");
        Mp4Copy.make(second, kept, Map.of(), Progress.NONE);
        Files.delete(second);
        Files.delete(folder.resolve("clip part 2.microphone.ts"));
        Files.write(
                folder.resolve("clip.events.jsonl"),
                "{\"t\":2000000,\"type\":\"part\",\"file\":\"clip part 2.ts\"}\n".getBytes(UTF_8));
        Path target = folder.resolve("export.mp4");

        List<Path> parts = RecordingParts.of(first);
        assertThat(parts).containsExactly(first, kept);
        try (PartStreams streams = PartStreams.beside(target, parts)) {
            assertThat(RecordingParts.sounds(streams.parts())).isEqualTo(Sounds.ALL);
            StretchVideo.make(
                    new StretchOrder(
                            streams.parts(),
                            Duration.ZERO,
                            Duration.ofSeconds(4),
                            OptionalLong.empty(),
                            Map.of()),
                    target,
                    Progress.NONE);
        }

        assertThat(DecodedSound.tracks(target)).isEqualTo(2);
        DecodedSound system = DecodedSound.of(target, 0);
        DecodedSound voice = DecodedSound.of(target, 1);
        for (double at : new double[] {0.5, 1.2, 2.5, 3.2}) {
            assertThat(system.level(at, 997)).as("%.1f s", at).isGreaterThan(0.1);
            assertThat(voice.level(at, 440)).as("%.1f s", at).isGreaterThan(0.1);
            assertThat(voice.level(at, 997)).as("%.1f s", at).isLessThan(0.01);
        }
    }

    /** Two seconds in which the computer plays one tone and a person hums another. */
    private Path part(String name) throws Exception {
        Path place = Files.createDirectories(folder.resolve("made"));
        Path silent =
                Files.write(place.resolve("a.ts"), SampleRecording.of(60, 320, 180, 0.05).bytes());
        Path sound = Files.write(place.resolve("b.ts"), SampleSound.of(997, 2));
        List<String> command = new ArrayList<>(List.of("-i", silent.toString()));
        command.addAll(List.of("-i", sound.toString(), "-map", "0:v:0", "-map", "1:a:0"));
        command.addAll(List.of("-c", "copy", "-muxdelay", "0", "-muxpreload", "0"));
        command.addAll(List.of("-pes_payload_size", "0", "-f", "mpegts", "pipe:1"));
        Files.write(folder.resolve(name + ".microphone.ts"), SampleSound.of(440, 2));
        return Files.write(folder.resolve(name + ".ts"), Ffmpeg.output(command));
    }
}

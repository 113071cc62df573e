package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.BarcodeRecording;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program cuts real recordings; their barcodes say what is in the cut. */
final class StretchVideoTest {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;

    private static BarcodeRecording.Recorded recorded;
    private static List<Long> micros;

    @TempDir private Path folder;

    /** In motion for 3 s, still for 4 s but for a picture each 1.5 s, in motion for 4 s. */
    @BeforeAll
    static void record() {
        micros = new ArrayList<>();
        for (long at = 3_000; at < 3_000_000; at += 33_333) {
            micros.add(at);
        }
        micros.add(4_500_000L);
        micros.add(6_000_000L);
        for (long at = 7_000_000; at < 11_000_000; at += 33_333) {
            micros.add(at);
        }
        recorded = BarcodeRecording.of(WIDTH, HEIGHT, micros, 0, false);
    }

    @Test
    void everyPacketIsFromInsideTheStretch() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        for (long from : List.of(0L, 500L, 1_000L, 2_050L, 5_000L, 6_990L, 8_000L, 10_900L)) {
            long until = Math.min(11_000, from + 2_700);
            Path target = folder.resolve("cut " + from + ".mp4");

            StretchResult result = cut(source, from, until, OptionalLong.empty(), target);

            System.out.println(from + ": " + result);
            assertHolds(target, from, until);
        }
        assertThat(leftovers()).isEmpty();
    }

    private void assertHolds(Path target, long fromMillis, long untilMillis) {
        List<DecodedPicture> decoded =
                Ffmpeg.decodeEveryPacket(target, recorded.layout()).pictures();
        List<Integer> expected = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < micros.size(); i++) {
            long millis = (micros.get(i) + 500) / 1000;
            boolean lastBefore =
                    i + 1 == micros.size() || (micros.get(i + 1) + 500) / 1000 > fromMillis;
            if (millis < untilMillis && (millis > fromMillis || lastBefore)) {
                expected.add(i);
                times.add(Math.max(0, millis - fromMillis) * 1000);
            }
        }
        if (fromMillis == 0) {
            times.set(0, 0L);
        }
        assertThat(decoded.stream().map(DecodedPicture::number)).isEqualTo(expected);
        assertThat(decoded.stream().map(DecodedPicture::ptsMicros)).isEqualTo(times);
    }

    private StretchResult cut(
            Path source, long fromMillis, long untilMillis, OptionalLong fit, Path target)
            throws Exception {
        return StretchVideo.make(
                new StretchOrder(
                        List.of(source),
                        Duration.ofMillis(fromMillis),
                        Duration.ofMillis(untilMillis),
                        fit,
                        Map.of("comment", "a test")),
                target,
                Progress.NONE);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}

package dev.lastframe.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.testing.BarcodeRecording;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

            assertHolds(target, from, until);
            assertThat(result.bytes()).isEqualTo(Files.size(target));
            assertThat(result.pictures()).isEqualTo(Ffmpeg.packets(target).size());
            assertThat(result.width()).isEqualTo(WIDTH);
            assertThat(result.height()).isEqualTo(HEIGHT);
        }
        assertThat(leftovers()).isEmpty();
    }

    /** As they are: from the first key frame inside on nothing is encoded again. */
    @Test
    void whatFollowsAKeyFrameIsCopied() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        Path target = folder.resolve("cut.mp4");

        StretchResult result = cut(source, 1_000, 11_000, OptionalLong.empty(), target);

        assertThat(result.copied()).isEqualTo(result.pictures() - 31);
        List<Integer> made = Ffmpeg.packets(target).stream().map(VideoPacket::sizeBytes).toList();
        List<Integer> had = Ffmpeg.packets(source).stream().map(VideoPacket::sizeBytes).toList();
        int copied = (int) result.copied();
        for (int i = 1; i <= copied; i++) {
            // The last picture is at the very end of the stretch, and so is not in it. A start code
            // of three bytes becomes a length of four.
            assertThat(made.get(made.size() - i) - had.get(had.size() - 1 - i)).isBetween(-16, 16);
        }
    }

    @Test
    void theFilePlaysFromItsFirstByteAndItsLastPictureLastsUntilTheEnd() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        for (long from : List.of(0L, 5_000L)) {
            Path target = folder.resolve("cut " + from + ".mp4");

            cut(source, from, from + 1_900, OptionalLong.empty(), target);

            Mp4Boxes boxes = Mp4Boxes.of(target);
            assertThat(boxes.top()).containsSubsequence("ftyp", "moov", "mdat");
            assertThat(boxes.all()).doesNotContain("edts", "elst");
            assertThat(boxes.mediaSeconds()).isEqualTo(1.9);
        }
    }

    @Test
    void aFinishedFileFitsAndBeginsAndEndsWithTheScreens() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        for (long most : List.of(200_000L, 60_000L)) {
            Path target = folder.resolve(most + ".mp4");

            StretchResult result = cut(source, 1_000, 11_000, OptionalLong.of(most), target);

            assertThat(Files.size(target)).isLessThanOrEqualTo(most);
            assertThat(result.lowered().rate()).isTrue();
            List<DecodedPicture> decoded =
                    Ffmpeg.decodeEveryPacket(
                                    target,
                                    recorded.layout().scaled((double) result.width() / WIDTH))
                            .pictures();
            assertThat(decoded.getFirst().ptsMicros()).isZero();
            assertThat(decoded.getFirst().number()).isEqualTo(29);
            assertThat(decoded.getLast().number()).isEqualTo(micros.size() - 2);
            assertThat(decoded.stream().map(DecodedPicture::number).toList()).isSorted();
            for (DecodedPicture picture : decoded.subList(1, decoded.size())) {
                assertThat(picture.ptsMicros())
                        .isEqualTo((micros.get(picture.number()) + 500) / 1000 * 1000 - 1_000_000);
            }
            assertThat(Mp4Boxes.of(target).mediaSeconds()).isEqualTo(10.0);
        }
    }

    /** Where nothing can be foretold, one try after the other still comes near. */
    @Test
    void noiseTakesMostOfTheSizeThatItMayHave() throws Exception {
        Path source = folder.resolve("noise.ts");
        List<String> command = new ArrayList<>(List.of("-f", "lavfi", "-i"));
        command.addAll(List.of("nullsrc=s=128x96:r=30:d=4,geq=random(1)*255:128:128"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "libopenh264", "-g", "60"));
        command.addAll(List.of("-rc_mode", "quality", "-qmin", "27", "-qmax", "27"));
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", source.toString()));
        Ffmpeg.output(command);
        for (int part : List.of(2, 3, 10)) {
            long most = Files.size(source) / part;
            Path target = folder.resolve("fit " + part + ".mp4");

            cut(source, 0, 4_000, OptionalLong.of(most), target);

            assertThat(Files.size(target)).isBetween(most * 6 / 10, most);
        }
        assertThat(leftovers()).isEmpty();
    }

    /** A copy's size is known only when it is made. */
    @Test
    void aCopyThatCameOutTooLargeIsMadeSmaller() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        Path copy = folder.resolve("copy.mp4");
        cut(source, 1_000, 11_000, OptionalLong.empty(), copy);
        long most = Files.size(copy) - 1;
        Path target = folder.resolve("cut.mp4");

        StretchResult result = cut(source, 1_000, 11_000, OptionalLong.of(most), target);

        assertThat(Files.size(target)).isLessThanOrEqualTo(most);
        assertThat(result.copied()).isZero();
        assertThat(result.lowered().rate()).isTrue();
    }

    @Test
    void whatCannotFitSaysByHowMuch() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        Path target = folder.resolve("cut.mp4");

        assertThatThrownBy(() -> cut(source, 0, 11_000, OptionalLong.of(3_000), target))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failed -> {
                            assertThat(failed.kind()).isEqualTo(Kind.DOES_NOT_FIT);
                            assertThat(failed.bytesOver()).isBetween(1_000L, 200_000L);
                            assertThat(failed.getMessage())
                                    .contains(failed.bytesOver() + " bytes", "at most");
                        });
        assertThat(target).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    /** The file ends in the middle of a picture, which a running recording's does all the time. */
    @Test
    void ofARecordingThatGrowsOnlyWholePicturesAreTaken() throws Exception {
        int whole = 150;
        int end = recorded.unitEnds().get(whole - 1) + 3 * 188 + 100;
        Path source = write("clip.recording.ts", Arrays.copyOf(recorded.bytes(), end));
        Path target = folder.resolve("cut.mp4");

        StretchResult result = cut(source, 1_000, 9_999, OptionalLong.empty(), target);

        assertHolds(target, 1_000, (micros.get(whole) + 500) / 1000);
        assertThat(result.last())
                .isEqualTo(Duration.ofMillis((micros.get(whole - 1) + 500) / 1000));
        assertThat(source).hasSize(end);
        assertThat(RecordingParts.end(List.of(source))).isEqualTo(result.last());
    }

    @Test
    void partsFollowEachOtherAsTheEventsSay() throws Exception {
        List<Long> later = new ArrayList<>();
        for (long at = 11_500_000; at < 13_000_000; at += 33_333) {
            later.add(at);
        }
        Path first = write("clip.ts", recorded.bytes());
        int number = micros.size();
        write("clip part 2.ts", BarcodeRecording.of(WIDTH, HEIGHT, later, number, true).bytes());
        Files.writeString(
                folder.resolve("clip.events.jsonl"),
                "{\"t\":0,\"type\":\"start\"}\n{\"t\":11500000,\"type\":\"part\",\"part\":2,"
                        + "\"file\":\"clip part 2.ts\",\"reason\":\"LENGTH\"}\n");
        List<Path> parts = RecordingParts.of(first);
        Path target = folder.resolve("cut.mp4");

        StretchVideo.make(
                new StretchOrder(
                        parts,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(12),
                        OptionalLong.empty(),
                        Map.of()),
                target,
                Progress.NONE);

        assertThat(parts).hasSize(2);
        List<DecodedPicture> decoded =
                Ffmpeg.decodeEveryPacket(target, recorded.layout()).pictures();
        DecodedPicture joined =
                decoded.get(
                        decoded.indexOf(
                                decoded.stream()
                                        .filter(p -> p.number() == number)
                                        .findFirst()
                                        .orElseThrow()));
        assertThat(joined.ptsMicros()).isBetween(1_499_000L, 1_501_000L);
        assertThat(decoded.stream().map(DecodedPicture::number)).doesNotHaveDuplicates().isSorted();
        assertThat(decoded.getLast().number()).isEqualTo(number + 14);
        Path png = folder.resolve("later.png");
        StillPicture.png(parts, Duration.ofMillis(11_600), png);
        assertThat(numberIn(png)).isEqualTo(number + 3);
    }

    @Test
    void thePictureThatWasOnTheScreenIsTaken() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        for (long at : List.of(0L, 2_969L, 5_999L, 6_000L, 60_000L)) {
            Path png = folder.resolve(at + ".png");

            StillPicture.png(List.of(source), Duration.ofMillis(at), png);

            int expected = 0;
            while (expected + 1 < micros.size() && (micros.get(expected + 1) + 500) / 1000 <= at) {
                expected++;
            }
            assertThat(numberIn(png)).as("at %d", at).isEqualTo(expected);
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefusedAndUntouched() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        Path target = write("cut.mp4", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> cut(source, 0, 1_000, OptionalLong.empty(), target))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.EXISTS));
        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void whatIsNoRecordingIsRefused() throws Exception {
        Path text = write("text.ts", "not a recording".repeat(1000).getBytes(UTF_8));
        Path empty = write("empty.ts", new byte[0]);
        Path zeros = write("zeros.recording.ts", new byte[188 * 100]);
        for (Path source : List.of(text, empty, zeros, folder, folder.resolve("missing.ts"))) {
            Path target = folder.resolve("cut.mp4");

            assertThatThrownBy(() -> cut(source, 0, 1_000, OptionalLong.empty(), target))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failed -> {
                                assertThat(failed.kind()).isEqualTo(Kind.UNREADABLE);
                                assertThat(failed.getMessage())
                                        .contains(source.toString())
                                        .endsWith(".");
                            });
        }
        assertThat(leftovers()).isEmpty();
    }

    /** At whatever moment: nothing is left, and the next one works. */
    @Test
    void anInterruptionLeavesNothing() throws Exception {
        Path source = write("clip.ts", recorded.bytes());
        for (int at : List.of(0, 10, 35)) {
            Path target = folder.resolve("cut.mp4");
            Thread here = Thread.currentThread();
            Progress interrupts =
                    share -> {
                        if (share * 100 >= at) {
                            here.interrupt();
                        }
                    };

            assertThatThrownBy(() ->
                            StretchVideo.make(
                                    new StretchOrder(
                                            List.of(source),
                                            Duration.ofMillis(500),
                                            Duration.ofSeconds(10),
                                            OptionalLong.empty(),
                                            Map.of()),
                                    target,
                                    interrupts))
                    .isInstanceOf(InterruptedException.class);

            assertThat(Thread.interrupted()).isFalse();
            assertThat(target).doesNotExist();
            assertThat(leftovers()).isEmpty();
        }
    }

    /**
     * Loud before and behind the stretch, silent in it: none of the noise gets in. The noise ends
     * some packets before, since the source's own coding spreads it.
     */
    @Test
    void noSampleOfSoundIsFromOutside() throws Exception {
        Path source = withSound("lt(t,1.93)+gte(t,4.05)");
        Path target = folder.resolve("cut.mp4");

        cut(source, 2_000, 4_000, OptionalLong.empty(), target);

        short[] samples = samples(target);
        assertThat(samples.length).isBetween(95_000, 98_000);
        assertThat(loudest(samples, 0, samples.length)).isLessThan(40);
    }

    /**
     * Coding spreads each sample over its neighbours, so loudness cannot tell one too many. What
     * the encoder makes of exactly the samples inside can: one more or less, and every packet
     * differs.
     */
    @Test
    void theSoundIsThatOfExactlyTheSamplesInside() throws Exception {
        Path source = withSound("1");
        Path target = folder.resolve("cut.mp4");

        cut(source, 2_000, 4_000, OptionalLong.empty(), target);

        int first = Math.toIntExact(Math.round((2.0 - firstSoundSeconds(source)) * 48_000));
        byte[] made = Ffmpeg.output(soundOf(target, "copy", "adts"));
        byte[] all = Ffmpeg.output(soundOf(source, "pcm_f32le", "f32le"));
        assertThat(encoded(all, first, 96_000)).isEqualTo(made);
        assertThat(encoded(all, first - 1, 96_001)).isNotEqualTo(made);
        assertThat(encoded(all, first, 96_001)).isNotEqualTo(made);
    }

    private static List<String> soundOf(Path file, String codec, String format) {
        List<String> command = new ArrayList<>(List.of("-ignore_editlist", "1"));
        if (!file.toString().endsWith(".mp4")) {
            command.clear();
        }
        command.addAll(List.of("-i", file.toString(), "-map", "0:a:0", "-c:a", codec));
        command.addAll(List.of("-f", format, "-"));
        return command;
    }

    private static double firstSoundSeconds(Path source) {
        List<String> command = new ArrayList<>(List.of("-copyts", "-i", source.toString()));
        command.addAll(List.of("-map", "0:a:0", "-c", "copy", "-f", "framecrc", "-"));
        for (String line : new String(Ffmpeg.output(command), UTF_8).lines().toList()) {
            if (!line.startsWith("#")) {
                return Long.parseLong(line.split(",", -1)[2].strip()) / 90_000.0;
            }
        }
        throw new AssertionError("no sound in " + source);
    }

    /** So many samples, encoded as the product does. */
    private byte[] encoded(byte[] samples, int from, int count) throws IOException {
        Path raw =
                Files.write(
                        folder.resolve("raw"),
                        Arrays.copyOfRange(samples, from * 4, (from + count) * 4));
        List<String> command = new ArrayList<>(List.of("-f", "f32le", "-ar", "48000", "-ac", "1"));
        command.addAll(List.of("-i", raw.toString(), "-c:a", "aac", "-b:a", "128000"));
        command.addAll(List.of("-bsf:a", "noise=drop=lt(n\\,1)", "-f", "adts", "-"));
        return Ffmpeg.output(command);
    }

    @Test
    void soundKeepsItsTimes() throws Exception {
        Path source = withSound("between(t,3,3.5)");
        for (OptionalLong fit : List.of(OptionalLong.empty(), OptionalLong.of(150_000))) {
            Path target = folder.resolve(fit + ".mp4");

            cut(source, 2_000, 5_000, fit, target);

            short[] samples = samples(target);
            assertThat(loudest(samples, 0, 45_000)).isLessThan(1_000);
            assertThat(loudest(samples, 49_000, 71_000)).isGreaterThan(2_000);
            assertThat(loudest(samples, 76_000, samples.length)).isLessThan(1_000);
            assertThat(Files.size(target)).isLessThanOrEqualTo(fit.orElse(Long.MAX_VALUE));
        }
    }

    private Path withSound(String loud) {
        Path source = folder.resolve("sound.ts");
        List<String> command = new ArrayList<>(List.of("-f", "lavfi", "-i"));
        command.addAll(List.of("testsrc2=s=320x180:r=30:d=6", "-f", "lavfi", "-i"));
        command.add("sine=f=440:r=48000:d=6,volume='4*(" + loud + ")':eval=frame");
        command.addAll(List.of("-c:v", "libopenh264", "-g", "60", "-c:a", "aac"));
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", source.toString()));
        Ffmpeg.output(command);
        return source;
    }

    private static short[] samples(Path video) {
        List<String> command = new ArrayList<>(List.of("-ignore_editlist", "1", "-i"));
        command.addAll(List.of(video.toString(), "-map", "0:a:0", "-ac", "1", "-f", "s16le", "-"));
        byte[] bytes = Ffmpeg.output(command);
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static int loudest(short[] samples, int from, int end) {
        int most = 0;
        for (int i = from; i < end; i++) {
            most = Math.max(most, Math.abs(samples[i]));
        }
        return most;
    }

    private int numberIn(Path png) {
        return Ffmpeg.decode(png, recorded.layout()).pictures().getFirst().number();
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

package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Ocr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text under a mask is read by a program that reads as people do, and is not found. */
@Tag("beside")
final class OcrMaskIT {

    private static final String SECRET = "SECRET";
    private static final String PUBLIC = "PUBLIC";

    /** Pictures are 0.2 s apart. */
    private static final int FPS = 5;

    private static final Rect OVER_SECRET = new Rect(93, 61, 431, 95);

    @TempDir private Path folder;
    private DraftHome home;

    @BeforeEach
    void record() throws IOException {
        home = DraftHome.in(folder);
        Path stream = folder.resolve("s.ts");
        String texts = Ocr.draw(SECRET, 76, 101, 77) + "," + Ocr.draw(PUBLIC, 76, 101, 237);
        Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "color=0xdddddd:s=640x360:r=" + FPS + ":d=4," + texts,
                        "-c:v",
                        "libopenh264",
                        "-rc_mode",
                        "quality",
                        "-qmin",
                        "20",
                        "-qmax",
                        "20",
                        "-g",
                        "5",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        stream.toString()));
        home.recording(Files.readAllBytes(stream));
    }

    @Test
    void whatIsCoveredForATimeIsReadBeforeAndAfterOnly() throws Exception {
        try (ReportDraft draft = home.draft(Instant.EPOCH)) {
            draft.stretch(400_000, 3_600_000);
            List<Mask> masks = List.of(new Mask(OVER_SECRET, 1_200_000, 2_400_000));
            DraftFilm film = draft.film(masks, OptionalLong.empty(), Progress.NONE).orElseThrow();
            Path zip = draft.pack(order(Destination.ANY, masks), Progress.NONE).file();

            Path video = Files.write(folder.resolve("v.mp4"), DraftHome.bytes(zip, Entry.VIDEO));
            List<Path> pictures = pictures(video);
            assertThat(pictures).hasSize(16);
            for (int i = 0; i < pictures.size(); i++) {
                long at = 400 + 200L * i;
                String read = Ocr.read(pictures.get(i));
                assertThat(read).as("at " + at).contains(PUBLIC);
                assertThat(read.contains(SECRET)).as("at " + at).isEqualTo(at < 1200 || at > 2400);
            }
            for (long at : List.of(1_000_000L, 1_199_000L, 2_600_000L)) {
                assertThat(Ocr.read(draft.still(film, at))).contains(SECRET);
            }
            for (long at : List.of(1_200_000L, 1_201_000L, 2_400_000L, 2_599_000L)) {
                assertThat(Ocr.read(draft.still(film, at))).doesNotContain(SECRET);
            }
            assertThat(Ocr.read(draft.still(1_500_000))).contains(SECRET);
            assertStrip(film);
            Path shot = Files.write(folder.resolve("p.png"), DraftHome.bytes(zip, Entry.PICTURE));
            assertThat(Ocr.read(shot)).contains(SECRET);
        }
    }

    @Test
    void whatIsCoveredToTheEndIsNotInTheScreenshotEither() throws Exception {
        try (ReportDraft draft = home.draft(Instant.EPOCH)) {
            List<Mask> masks =
                    List.of(new Mask(OVER_SECRET, draft.fromMicros(), draft.untilMicros()));

            ReportResult made = draft.pack(order(Destination.GITHUB, masks), Progress.NONE);

            Path shot =
                    Files.write(
                            folder.resolve("p.png"), DraftHome.bytes(made.file(), Entry.PICTURE));
            assertThat(Ocr.read(shot)).contains(PUBLIC).doesNotContain(SECRET);
            List<Path> pictures = pictures(made.video().orElseThrow());
            assertThat(pictures).hasSizeGreaterThan(16);
            for (Path picture : pictures) {
                assertThat(Ocr.read(picture))
                        .as("%s", picture)
                        .contains(PUBLIC)
                        .doesNotContain(SECRET);
            }
        }
    }

    /** Text, no text, text: three pictures, larger so that they can be read. */
    private void assertStrip(DraftFilm film) {
        List<String> read = new ArrayList<>();
        for (DraftFilm.Thumbnail one : film.strip()) {
            Path large = folder.resolve("large" + one.micros() + ".png");
            Ffmpeg.output(
                    List.of(
                            "-i",
                            one.picture().toString(),
                            "-vf",
                            "scale=iw*3:-1:flags=bicubic",
                            large.toString()));
            boolean covered = one.micros() >= 1_200_000 && one.micros() <= 2_400_000;
            String text = Ocr.read(large);
            assertThat(covered && text.contains("SEC")).as(one + ": " + text).isFalse();
            read.add(text);
        }
        assertThat(read).hasSizeGreaterThanOrEqualTo(3);
        assertThat(read).anyMatch(text -> text.contains(SECRET));
        assertThat(film.unshown()).isZero();
    }

    private static PackOrder order(Destination destination, List<Mask> masks) {
        return new PackOrder(
                destination,
                OptionalLong.empty(),
                Optional.empty(),
                Description.DRAFT,
                Optional.empty(),
                Set.of(),
                masks);
    }

    /** Of every packet, whatever an edit list says. */
    private List<Path> pictures(Path video) throws IOException {
        Path all = Files.createTempDirectory(folder, "all");
        Ffmpeg.output(
                List.of(
                        "-ignore_editlist",
                        "1",
                        "-i",
                        video.toString(),
                        "-fps_mode",
                        "passthrough",
                        all.resolve("%04d.png").toString()));
        return DraftHome.names(all).stream().map(all::resolve).toList();
    }
}

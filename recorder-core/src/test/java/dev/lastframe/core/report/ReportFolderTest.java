package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destination asks for is kept, and nothing is left of what was given up. */
final class ReportFolderTest {

    private static final String NOISE = "testsrc=s=640x360:r=25:d=5,noise=alls=100:allf=t";

    @TempDir private static Path shared;
    @TempDir private Path folder;
    private static byte[] large;

    /** 28 MB of noise. */
    @BeforeAll
    static void record() throws IOException {
        Path stream = shared.resolve("noise.ts");
        Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        NOISE,
                        "-pix_fmt",
                        "yuv420p",
                        "-c:v",
                        "libopenh264",
                        "-rc_mode",
                        "quality",
                        "-qmin",
                        "14",
                        "-qmax",
                        "14",
                        "-b:v",
                        "50M",
                        "-g",
                        "50",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        stream.toString()));
        large = Files.readAllBytes(stream);
        assertThat(large.length).isGreaterThan(26_000_000);
    }

    @Test
    void forGitHubVideoAndZipAreWithinTheirLimits() throws Exception {
        DraftHome home = DraftHome.in(folder);
        home.recording(large);
        try (ReportDraft draft = home.draft(Instant.EPOCH)) {
            ReportResult made = draft.pack(PackOrder.asDrafted(Destination.GITHUB), Progress.NONE);

            Path report = home.videos.resolve("bug.report");
            assertThat(made.made()).isEqualTo(report);
            assertThat(DraftHome.names(report))
                    .containsExactly("bug.report.zip", Entry.DESCRIPTION, Entry.VIDEO);
            assertThat(Files.size(made.video().orElseThrow())).isBetween(1_000L, 10_000_000L);
            assertThat(Files.size(made.file())).isLessThanOrEqualTo(25_000_000);
            assertThat(made.bytes()).isEqualTo(Files.size(made.file()));
            Ffmpeg.requireUndamaged(made.video().orElseThrow());
            assertThat(DraftHome.bytes(made.file(), Entry.VIDEO))
                    .isEqualTo(Files.readAllBytes(made.video().orElseThrow()));
            assertThat(made.text().orElseThrow())
                    .hasContent(DraftHome.text(made.file(), Entry.DESCRIPTION));
            assertThat(Files.getPosixFilePermissions(report)).hasSize(3);

            ReportResult second =
                    draft.pack(
                            PackOrder.asDrafted(Destination.GITHUB)
                                    .withLeftOut(Set.of(Entry.VIDEO)),
                            Progress.NONE);

            assertThat(DraftHome.names(home.videos.resolve("bug.report (2)")))
                    .containsExactly("bug.report.zip", Entry.DESCRIPTION);
            assertThat(second.video()).isEmpty();
        }
        assertThat(DraftHome.names(home.videos))
                .containsExactly("bug.report", "bug.report (2)", "bug.ts");
        assertThat(DraftHome.names(home.scratch())).isEmpty();
    }

    @Test
    void forJiraTheZipIsWithinTheLimit() throws Exception {
        DraftHome home = DraftHome.in(folder);
        home.recording(large);

        ReportResult made =
                home.report()
                        .make(
                                new ReportOrder(
                                        Optional.of(home.videos.resolve("bug.ts")),
                                        ReportOrder.DEFAULT_LAST,
                                        Destination.JIRA,
                                        OptionalLong.empty(),
                                        Optional.empty(),
                                        Description.DRAFT,
                                        SoundWish.NO_MICROPHONE),
                                Progress.NONE);

        assertThat(made.made()).isEqualTo(home.videos.resolve("bug.report.zip"));
        assertThat(Files.size(made.file())).isBetween(1_000L, 10_000_000L);
    }

    @Test
    void anInterruptionAtAnyMomentLeavesNothing() throws Exception {
        DraftHome home = DraftHome.in(folder);
        Path small = shared.resolve("small.ts");
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=320x180:r=10:d=3",
                        "-c:v",
                        "libopenh264",
                        "-g",
                        "10",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        small.toString()));
        home.recording(Files.readAllBytes(small));
        long wholeNanos = wholeReport(home);
        Random random = new Random(4711);
        int given = 0;
        for (int round = 0; round < 14; round++) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicReference<ReportResult> made = new AtomicReference<>();
            Thread work = Thread.ofPlatform().start(() -> report(home, failure, made));
            // at any moment of it, however fast the computer is
            TimeUnit.NANOSECONDS.timedJoin(work, random.nextLong(wholeNanos));
            work.interrupt();
            work.join();

            if (made.get() == null) {
                assertThat(failure.get()).isInstanceOf(InterruptedException.class);
                given++;
            } else {
                remove(made.get());
            }
            assertThat(DraftHome.names(home.videos)).containsExactly("bug.ts");
            assertThat(DraftHome.names(home.scratch())).isEmpty();
        }
        assertThat(given).isPositive();
    }

    /** How long one takes that nobody interrupts; nothing of it is left. */
    private static long wholeReport(DraftHome home) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<ReportResult> made = new AtomicReference<>();
        long beginNanos = System.nanoTime();
        report(home, failure, made);
        long nanos = System.nanoTime() - beginNanos;
        assertThat(failure.get()).isNull();
        remove(made.get());
        return nanos;
    }

    private static void report(
            DraftHome home,
            AtomicReference<Throwable> failure,
            AtomicReference<ReportResult> made) {
        List<Mask> masks = List.of(new Mask(new Rect(10, 10, 40, 40), 1_000_000, 2_000_000));
        try (ReportDraft draft = home.draft(Instant.EPOCH)) {
            draft.film(masks, OptionalLong.empty(), Progress.NONE);
            made.set(
                    draft.pack(
                            new PackOrder(
                                    Destination.GITHUB,
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    Description.DRAFT,
                                    Optional.empty(),
                                    Set.of(),
                                    masks),
                            Progress.NONE));
        } catch (Exception failed) {
            failure.set(failed);
        }
    }

    private static void remove(ReportResult made) throws IOException {
        Path report = made.made();
        for (String name : DraftHome.names(report)) {
            Files.delete(report.resolve(name));
        }
        Files.delete(report);
    }
}

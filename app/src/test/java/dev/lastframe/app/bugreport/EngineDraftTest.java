package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.report.Report;
import dev.lastframe.core.report.ReportDraft;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineDraftTest {

    private static final Instant TRIGGER = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir private Path home;

    @Test
    void picturesAreReadNoLargerThanTheyAreShown() throws Exception {
        try (EngineDraft draft = draft(640, 400, new PictureSize(192, 108))) {
            Still still = draft.still(0);

            assertThat(still.size()).isEqualTo(new PictureSize(640, 400));
            assertThat(PngHeader.size(still.png()))
                    .as("in its own shape")
                    .isEqualTo(new PictureSize(173, 108));
        }
    }

    @Test
    void oneThatIsSmallIsReadAsItIs() throws Exception {
        try (EngineDraft draft = draft(64, 40, new PictureSize(64, 108))) {
            Still still = draft.still(0);

            assertThat(still.size()).isEqualTo(new PictureSize(64, 40));
            assertThat(PngHeader.size(still.png())).isEqualTo(still.size());
        }
    }

    private EngineDraft draft(int width, int height, PictureSize largest) throws Exception {
        Report report =
                new Report(
                        new ReportEnvironment(
                                new FakeClock(),
                                ZoneOffset.UTC,
                                home.resolve("active"),
                                List.of(home),
                                home.resolve("own.log"),
                                home.resolve("scratch"),
                                Map.of(),
                                Identity.NOBODY,
                                "1.2.3",
                                file -> Optional.empty(),
                                png -> photograph(width, height, png),
                                Optional.empty(),
                                Set.of()));
        ReportDraft draft = report.draft(Optional.empty(), TRIGGER, Progress.NONE);
        return new EngineDraft(draft, Overviews.of(draft, Optional.empty()), () -> largest);
    }

    private static void photograph(int width, int height, Path png)
            throws IOException, InterruptedException {
        try {
            PngFile.of(new byte[4 * width * height], width, height, png);
        } catch (ExportException failed) {
            throw new IOException(failed);
        }
    }
}

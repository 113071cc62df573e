package dev.lastframe.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftFontsTest {

    @TempDir private Path cache;

    @Test
    void onlyJavaFxsFilesGoAndNoneThatAWindowMayBeReading() throws IOException {
        NanoClock clock = NanoClock.system();
        Path left = Files.createFile(cache.resolve("+JXF993021473900901102.tmp"));
        FileTime old = FileTime.from(clock.wallTime().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(left, old);
        Path other = Files.createFile(cache.resolve("report.tmp"));
        Files.setLastModifiedTime(other, old);
        Path read = Files.createFile(cache.resolve("+JXF1.tmp"));

        LeftFonts.remove(cache, clock);
        LeftFonts.remove(cache.resolve("not there"), clock);

        try (var all = Files.list(cache)) {
            assertThat(all).containsExactlyInAnyOrder(other, read);
        }
    }
}

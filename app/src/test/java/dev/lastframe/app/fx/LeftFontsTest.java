package dev.lastframe.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftFontsTest {

    @TempDir private Path cache;

    @Test
    void onlyJavaFxsFilesGo() throws IOException {
        Files.createFile(cache.resolve("+JXF993021473900901102.tmp"));
        Path other = Files.createFile(cache.resolve("report.tmp"));

        LeftFonts.remove(cache);
        LeftFonts.remove(cache.resolve("not there"));

        assertThat(cache).isDirectoryContaining(other::equals);
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }
}

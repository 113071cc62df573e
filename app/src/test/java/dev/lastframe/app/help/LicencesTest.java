package dev.lastframe.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicencesTest {

    @TempDir private Path folder;

    @Test
    void theListAndAllTextsThatItNamesLieBesideEachOther() throws Exception {
        Path list = new Licences(folder.resolve("licences")).write();

        assertThat(list).content().contains("FFmpeg, built by Bytedeco", "LGPL-3.0");
        assertThat(list.resolveSibling("LICENSE")).content().contains("Apache License");
        assertThat(list.resolveSibling("LGPL-3")).content().contains("LESSER GENERAL PUBLIC");
        assertThat(list.resolveSibling("LGPL-2.1")).content().contains("Version 2.1");
        assertThat(list.resolveSibling("GPL-3")).content().contains("Version 3, 29 June 2007");
        Files.writeString(list, "STALE");
        assertThat(new Licences(folder.resolve("licences")).write())
                .content()
                .doesNotContain("STALE");
    }
}

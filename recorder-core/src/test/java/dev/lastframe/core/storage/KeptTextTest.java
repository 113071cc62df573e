package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptTextTest {

    @TempDir private Path folder;

    @Test
    void theLastTextIsKeptForItsOwnerAndForgottenWhenAsked() throws IOException {
        Path file = folder.resolve("state/text");
        KeptText text = new KeptText(file);
        assertThat(text.read()).isEmpty();
        text.replace("first");
        text.replace("second");
        assertThat(new KeptText(file).read()).contains("second");
        assertThat(Files.getPosixFilePermissions(file)).as("read and write").hasSize(2);
        assertThat(file.resolveSibling("text.new")).doesNotExist();
        text.forget();
        text.forget();
        assertThat(text.read()).isEmpty();
    }
}

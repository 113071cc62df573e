package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.Places;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Nothing promises privacy without saying that pictures and sound are a person's own check. */
final class OwnCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"bug.ownCheck", "bug.overNote"})
    void theDialogSaysSo(String key) {
        assertThat(Messages.of(Locale.US).text(key))
                .containsPattern("picture|video")
                .containsPattern("heard|sound")
                .contains("yours to check");
    }

    @Test
    void theCommandSaysSo(@TempDir Path home) {
        PrintStream none =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Places places = Places.of(Map.of(), home, "Linux");
        String usage =
                new CommandLine(new ReportCommand(Map.of(), places, none, none)).getUsageMessage();

        assertThat(usage)
                .contains("private")
                .contains("Pictures and sound are not changed: look and listen");
    }

    @Test
    void whatIsWrittenForPeopleSaysSo() throws IOException {
        String chapter =
                Files.readString(Path.of("..", "README.md"))
                        .replaceFirst("(?s).*\n## A bug report\n", "")
                        .replaceFirst("(?s)\n## .*", "");
        assertThat(chapter)
                .contains("what pictures show and what is heard is yours to check")
                .contains("pictures and sound are not changed: look and listen yourself");
        assertThat(Files.readAllLines(Path.of("CHANGELOG.md")))
                .filteredOn(line -> line.contains("private zip"))
                .isNotEmpty()
                .allMatch(line -> line.contains("pictures and sound are yours to check"));
    }
}

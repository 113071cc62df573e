package dev.lastframe.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManualTest {

    @TempDir private Path folder;

    @Test
    void thePageLeadsToTheSectionOfTheDocumentBesideIt() throws IOException {
        Path page = new Manual(folder.resolve("help")).at("queue-full-disk");

        assertThat(page).content().contains("url=troubleshooting.html#queue-full-disk");
        assertThat(page.resolveSibling("troubleshooting.html"))
                .content()
                .contains("<h3 id=\"queue-full-disk\">Queue full: disk</h3>")
                .contains("<code>ledger.droppedBecause.disk</code>")
                .contains("<td><code>DISK_FULL</code></td>")
                .endsWith("</html>\n");
    }

    @Test
    void itIsMadeAgainEachTime() throws IOException {
        Manual manual = new Manual(folder);
        Path page = manual.at("late");
        Files.writeString(page, "STALE");
        Files.writeString(page.resolveSibling("troubleshooting.html"), "STALE");

        assertThat(manual.at("late")).content().doesNotContain("STALE");
        assertThat(page.resolveSibling("troubleshooting.html")).content().doesNotContain("STALE");
    }
}

package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportZipTest {

    @TempDir private Path folder;

    @Test
    void theSameEntriesAreTheSameBytes() throws Exception {
        List<Entry> entries = entries();

        assertThat(zipped(entries)).isEqualTo(zipped(entries)).isNotEmpty();
    }

    @Test
    void whatReadsBackDifferentlyIsRefused() throws Exception {
        List<Entry> entries = entries();
        byte[] bytes = zipped(entries);
        Path file = Files.write(folder.resolve("a.zip"), bytes);
        List<ReportZip.Content> contents = ReportZip.contents(entries);
        ReportZip.check(file, contents);

        ReportZip.Content first = contents.getFirst();
        List<ReportZip.Content> other =
                List.of(
                        new ReportZip.Content(first.name(), first.size(), "00", first.crc()),
                        contents.getLast());

        assertThatIOException().isThrownBy(() -> ReportZip.check(file, other));
        assertThatIOException()
                .isThrownBy(() -> ReportZip.check(file, List.of(contents.getFirst())));
    }

    private List<Entry> entries() throws Exception {
        Path picture = folder.resolve("p.png");
        Files.write(picture, new byte[] {1, 2, 3, 4});
        return List.of(Entry.file(Entry.PICTURE, picture), Entry.text(Entry.LOG, "text\n"));
    }

    private static byte[] zipped(List<Entry> entries) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportZip.write(entries, ReportZip.contents(entries), out);
        return out.toByteArray();
    }
}

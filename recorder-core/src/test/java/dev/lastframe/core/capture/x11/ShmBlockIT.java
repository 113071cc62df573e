package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.VirtualScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShmBlockIT {

    private static final long BYTES = 3L * 1024 * 1024 + 4096;
    private static final int MOST_TRIES = 20;
    private static final long IN_THE_MIDDLE = 2L * 1024 * 1024 + 8;

    @Test
    void theMemoryIsThereOnceItWasProvidedAndKeepsWhatIsInIt() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(320, 240)) {
            X11Connection connection = X11Connection.open(screen.display());
            ShmBlock block = ShmBlock.attach(connection, BYTES);
            block.segment().set(JAVA_INT, IN_THE_MIDDLE, 4711);
            long before = residentBytes(block);

            block.provide();

            assertThat(before).isLessThan(BYTES / 2);
            assertThat(residentBytes(block)).isGreaterThanOrEqualTo(BYTES);
            assertThat(block.segment().get(JAVA_INT, IN_THE_MIDDLE)).isEqualTo(4711);
            block.close();
            block.provide();
            connection.close();
        }
    }

    @Test
    void theServerMeetsProvidedMemoryInLargePagesWhereTheSystemGivesThem() throws Exception {
        FrameFormat format = FrameFormat.packed(1280, 800);
        try (VirtualScreen screen = VirtualScreen.start(format.width(), format.height())) {
            X11Connection connection = X11Connection.open(screen.display());
            List<ShmBlock> blocks = new ArrayList<>();
            long smallPages = format.sizeBytes() / 4096;
            long bare = faultsOfFirstFetch(connection, screen, format, blocks, false);
            long provided = bare;
            // Where memory is in pieces, the system may have no large page at once.
            for (int i = 0; i < MOST_TRIES && provided > smallPages / 2; i++) {
                provided = faultsOfFirstFetch(connection, screen, format, blocks, true);
            }

            assertThat(bare).isGreaterThanOrEqualTo(smallPages);
            if (blocks.getLast().isLarge() && areLargePagesGiven()) {
                assertThat(provided).isLessThan(smallPages / 2);
            } else {
                // refused: the system has none in one piece, or is an older one
                assertThat(residentBytes(blocks.getLast()))
                        .as("small pages do as well")
                        .isGreaterThanOrEqualTo(format.sizeBytes());
            }
            blocks.forEach(ShmBlock::close);
            connection.close();
        }
    }

    private static long faultsOfFirstFetch(
            X11Connection connection,
            VirtualScreen screen,
            FrameFormat format,
            List<ShmBlock> blocks,
            boolean provided)
            throws IOException {
        ShmBlock block = ShmBlock.attach(connection, format.sizeBytes());
        assertThat(block).isNotNull();
        blocks.add(block);
        if (provided) {
            block.provide();
        }
        long before = faults(screen.server());
        assertThat(
                        block.fetch(
                                format,
                                new Canvas(connection.root(), 0, 0),
                                format.whole(),
                                format.whole()))
                .isTrue();
        return faults(screen.server()) - before;
    }

    /** How many pages a process has met for the first time, without a disk. */
    private static long faults(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[7]);
    }

    /** Linux since 6.12, unless somebody has switched them off or the processor has others. */
    private static boolean areLargePagesGiven() throws IOException {
        Path setting =
                Path.of("/sys/kernel/mm/transparent_hugepage/hugepages-2048kB/shmem_enabled");
        return Files.exists(setting) && !Files.readString(setting).contains("[never]");
    }

    private static long residentBytes(ShmBlock block) throws IOException {
        String begin = Long.toHexString(block.segment().address()) + "-";
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        int at = 0;
        while (!lines.get(at).startsWith(begin)) {
            at++;
        }
        while (!lines.get(at).startsWith("Rss:")) {
            at++;
        }
        return Long.parseLong(lines.get(at).replaceAll("\\D", "")) * 1024;
    }
}

package dev.lastframe.core.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class NicenessTest {

    /** So little that the tests behind it do not feel it: it stays. */
    private static final int LITTLE = 1;

    @Test
    void javasCompilersYieldAndNobodyElseDoes() throws Exception {
        List<Integer> others = niceness(false);

        Niceness.raiseOfCompilers(LITTLE);

        assertThat(niceness(true)).isNotEmpty().allMatch(nice -> nice >= LITTLE);
        assertThat(niceness(false).stream().filter(nice -> nice == LITTLE).count())
                .isEqualTo(others.stream().filter(nice -> nice == LITTLE).count());
    }

    @Test
    void aThreadIsAsNiceAsItWasTold() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            Niceness.raise(7);
                            seen.add(nice(Path.of("/proc/thread-self/stat")));
                        });
        thread.join();

        assertThat(seen).containsExactly(7);
    }

    /** Of the threads of this process, the system's own way of telling it. */
    private static List<Integer> niceness(boolean compilers) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                Path stat = thread.resolve("stat");
                if (Files.exists(stat) && isCompiler(stat) == compilers) {
                    found.add(nice(stat));
                }
            }
        }
        return found;
    }

    private static boolean isCompiler(Path stat) {
        return read(stat).matches("(?s)\\d+ \\(C[12] Comp.*");
    }

    private static int nice(Path stat) {
        String line = read(stat);
        // behind the name, which may hold anything, it is the seventeenth word
        String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return words.length > 16 ? Integer.parseInt(words[16]) : 0;
    }

    private static String read(Path stat) {
        try {
            return Files.readString(stat);
        } catch (IOException ended) {
            return "0 (ended) ";
        }
    }
}

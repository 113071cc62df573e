package dev.lastframe.core.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.TaskStat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class NicenessTest {

    /** So little that the tests behind it do not feel it: it stays. */
    private static final int LITTLE = 1;

    private static final int SCHED_BATCH = 3;

    @Test
    void javasCompilersYieldAndNobodyElseDoes() throws Exception {
        long others = little(niceness(false));

        Niceness.raiseOfCompilers(LITTLE);

        assertThat(niceness(true)).isNotEmpty().allMatch(nice -> nice >= LITTLE);
        assertThat(little(niceness(false))).isEqualTo(others);
    }

    @Test
    void aThreadIsAsNiceAsItWasTold() throws Exception {
        // where all of this runs nicer, it stays so
        int expected = Math.max(7, TaskStat.ofCaller().nice());

        assertThat(niceAfter(7)).isEqualTo(expected);
    }

    @Test
    void oneThatIsNicerAlreadyStaysSo() throws Exception {
        int expected = Math.max(9, TaskStat.ofCaller().nice());

        assertThat(niceAfter(9, 3)).isEqualTo(expected);
    }

    @Test
    void aThreadAndThoseThatItStartsLetOthersFinishAndNobodyElseDoes() throws Exception {
        int before = TaskStat.ofCaller().policy();
        Callable<List<Integer>> telling =
                () -> {
                    Niceness.letFinish();
                    FutureTask<Integer> child =
                            new FutureTask<>(() -> TaskStat.ofCaller().policy());
                    Thread.ofPlatform().start(child);
                    return List.of(TaskStat.ofCaller().policy(), child.get());
                };
        FutureTask<List<Integer>> task = new FutureTask<>(telling);
        Thread.ofPlatform().start(task);

        assertThat(task.get()).containsExactly(SCHED_BATCH, SCHED_BATCH);
        assertThat(TaskStat.ofCaller().policy()).isEqualTo(before);
    }

    /** Of a thread that was told these, one after the other. */
    private static int niceAfter(int... told) throws Exception {
        Callable<Integer> telling =
                () -> {
                    for (int nice : told) {
                        Niceness.raise(nice);
                    }
                    return TaskStat.ofCaller().nice();
                };
        FutureTask<Integer> task = new FutureTask<>(telling);
        Thread.ofPlatform().start(task);
        return task.get();
    }

    private static long little(List<Integer> found) {
        return found.stream().filter(nice -> nice == LITTLE).count();
    }

    /** Of the threads of this process that are, or are not, Java's compilers. */
    private static List<Integer> niceness(boolean compilers) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                TaskStat.of(thread)
                        .filter(known -> isCompiler(known) == compilers)
                        .ifPresent(known -> found.add(known.nice()));
            }
        }
        return found;
    }

    private static boolean isCompiler(TaskStat thread) {
        return thread.name().matches("C[12] Comp.*");
    }
}

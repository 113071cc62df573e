package dev.lastframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ProgramRunTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration FOREVER = Duration.ofDays(1);

    /** What a pipe holds. */
    private static final int PIPE = 64 * 1024;

    private static final ProgramRun.Input NOTHING = program -> {};

    @Test
    void itReadsItsInputAndItsWordsAndCodeAreKept() throws Exception {
        ProgramRun run =
                shell(
                        "read x; echo got $x; echo wrong >&2; exit 3",
                        program -> program.write("bread\n".getBytes(StandardCharsets.UTF_8)),
                        LONG);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.output()).isEqualTo("got bread\n");
        assertThat(run.errors()).isEqualTo("wrong\n");
        assertThat(run.succeeded()).isFalse();
        assertThat(run.timedOut()).isFalse();
    }

    @Test
    void itsMessagesAreInNobodysLanguage() throws Exception {
        assertThat(shell("echo $LC_ALL", NOTHING, LONG).output()).isEqualTo("C\n");
    }

    @Test
    void ofMuchOutputTheEndIsKeptAndNobodyWaits() throws Exception {
        ProgramRun run = shell("head -c 3000000 /dev/zero | tr '\\0' x; echo end", NOTHING, LONG);

        assertThat(run.output()).hasSize(ProgramRun.KEPT_BYTES).endsWith("xend\n");
    }

    @Test
    void oneThatTakesTooLongIsKilled() throws Exception {
        ProgramRun run = shell("exec sleep 600", NOTHING, Duration.ofMillis(200));

        assertThat(run.timedOut()).isTrue();
        assertThat(run.succeeded()).isFalse();
    }

    @Test
    void soIsOneThatDoesNotReadItsInput() throws Exception {
        ProgramRun run =
                shell(
                        "exec sleep 600",
                        program -> program.write(new byte[10_000_000]),
                        Duration.ofMillis(200));

        assertThat(run.timedOut()).isTrue();
    }

    @Test
    void oneThatHasSeenEnoughIsJudgedByItsCode() throws Exception {
        ProgramRun run = shell("exit 0", program -> program.write(new byte[10_000_000]), LONG);

        assertThat(run.succeeded()).isTrue();
    }

    @Test
    void anInterruptKillsIt() throws Exception {
        Thread here = Thread.currentThread();

        assertThatThrownBy(() ->
                        shell(
                                "exec sleep 61234",
                                program -> {
                                    program.flush();
                                    here.interrupt();
                                },
                                LONG))
                .isInstanceOf(InterruptedException.class);

        awaitGone("61234");
    }

    @Test
    void anInterruptKillsOneThatReadsNothingAndEndsTheWrite() throws Exception {
        assertThatThrownBy(() ->
                        shell(
                                "exec sleep 61235",
                                program -> writesInVain(program, Thread.currentThread()),
                                FOREVER))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).as("it is told once").isFalse();
        awaitGone("61235");
    }

    @Test
    void soItDoesWithWhatThatHasStarted() throws Exception {
        assertThatThrownBy(() ->
                        shell(
                                "sleep 61236 <&0; exit 0",
                                program -> writesInVain(program, Thread.currentThread()),
                                FOREVER))
                .isInstanceOf(InterruptedException.class);

        awaitGone("61236");
    }

    @Test
    void anInputThatStopsLeavesNobodyInThePipe() throws Exception {
        assertThatThrownBy(() ->
                        shell(
                                "exec sleep 61237",
                                program -> {
                                    fillsThePipe(program);
                                    throw new InterruptedException("planted");
                                },
                                FOREVER))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("planted");

        awaitGone("61237");
    }

    /** Writes much more than a pipe holds, and is interrupted where it holds no more. */
    private static void writesInVain(OutputStream program, Thread writer) throws IOException {
        AtomicLong written = new AtomicLong();
        Thread.ofPlatform()
                .start(() -> {
                    Waits.eventually(
                            Duration.ofMinutes(2), "the pipe is full", () -> written.get() >= PIPE);
                    writer.interrupt();
                });
        for (int i = 0; i < 10_000; i++) {
            program.write(new byte[1024]);
            written.addAndGet(1024);
        }
    }

    /** A pipe holds this much, and so much of what is written to it is kept before it. */
    private static void fillsThePipe(OutputStream program) throws IOException {
        program.write(new byte[PIPE]);
        program.write(new byte[1024]);
    }

    private static void awaitGone(String word) {
        Waits.eventually(
                Duration.ofMinutes(2),
                "the program is gone",
                () ->
                        ProcessHandle.allProcesses()
                                .map(one -> one.info().commandLine().orElse(""))
                                .noneMatch(line -> line.contains(word)));
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        assertThatThrownBy(
                        () -> ProgramRun.of(List.of("/no/such/program"), NOTHING, line -> {}, LONG))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ffmpegIsFoundAndYieldsToEverybody() throws Exception {
        ProgramRun run =
                FfmpegProgram.find()
                        .run(
                                List.of("-v", "error", "-f", "mpegts", "-i", "pipe:0"),
                                program -> {
                                    String stat = statOfNewestChild();
                                    List<String> fields =
                                            Arrays.asList(
                                                    stat.substring(stat.lastIndexOf(')') + 2)
                                                            .split(" ", -1));
                                    assertThat(fields.get(16)).as("niceness").isEqualTo("19");
                                },
                                LONG);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.errors()).contains("pipe:0");
    }

    private static ProgramRun shell(String script, ProgramRun.Input input, Duration limit)
            throws IOException, InterruptedException {
        return ProgramRun.of(List.of("/bin/sh", "-c", script), input, line -> {}, limit);
    }

    private static Stream<String> children() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> child.info().commandLine().orElse(""));
    }

    private static boolean isFfmpeg(String commandLine) {
        return commandLine.contains("/ffmpeg ") && !commandLine.contains("nice");
    }

    /** The program raises its niceness first: so this waits until it has become ffmpeg. */
    private static String statOfNewestChild() throws IOException {
        Waits.eventually(
                Duration.ofMinutes(2),
                "ffmpeg runs",
                () -> children().anyMatch(child -> isFfmpeg(child)));
        long pid =
                ProcessHandle.current()
                        .descendants()
                        .filter(child -> isFfmpeg(child.info().commandLine().orElse("")))
                        .mapToLong(ProcessHandle::pid)
                        .max()
                        .orElseThrow();
        return Files.readString(Path.of("/proc/" + pid + "/stat"));
    }
}

package dev.lastframe.core.events;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A log that is followed, with real files and what really happens to them. */
final class LogTailTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Redactor REDACTOR =
            new Redactor(new Identity("marlene", "", List.of("/home/marlene"), ""));

    private static final String KIBIBYTE = "y".repeat(1023) + "\n";

    @TempDir private Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<JsonNode> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private Path log = Path.of("");

    @BeforeEach
    void place() {
        log = folder.resolve("marlene app.log");
    }

    @Test
    void onlyWhatIsNewIsTakenAtTheTimeItWasSeen() throws IOException {
        write("old\n");
        LogTail tail = begun();
        tail.look();
        assertThat(lines()).isEmpty();

        write("one\ntwo\r\nthr");
        clock.advance(Duration.ofMillis(150));
        tail.look();
        assertThat(lines()).containsExactly("one", "two");
        write("ee\n");
        clock.advance(Duration.ofMillis(150));
        tail.look();

        assertThat(lines()).containsExactly("one", "two", "three");
        assertThat(times.get(2) - times.get(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(events.getFirst().get("file").asText()).isEqualTo("[user name] app.log");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aLineThatHadBegunBeforeIsNotTakenWithoutItsBeginning() throws IOException {
        write("password=");
        LogTail tail = begun();
        write("hunter2\nnext\n");
        tail.look();
        assertThat(lines()).containsExactly("next");
    }

    @Test
    void secretsAreReplacedAlsoOverSeveralLinesAndInColours() throws IOException {
        write("");
        LogTail tail = begun();
        write(
                "a \u001b[32mmarlene\u001b[0m b\n-----BEGIN PRIVATE KEY-----\n"
                        + "QUJD".repeat(16)
                        + "\n");
        tail.look();
        write("QUJD\n-----END PRIVATE KEY-----\nend\n");
        tail.look();
        assertThat(lines()).containsExactly("a [user name] b", "[private key]", "end");
    }

    @Test
    void aKeyOfWhichOnlyTheEndIsSeenIsNotTaken() throws IOException {
        write("-----BEGIN PRIVATE KEY-----\n");
        LogTail tail = begun();
        write("MzEf".repeat(16) + "\nMzEf\n-----END PRIVATE KEY-----\nend\n");
        tail.look();
        assertThat(lines()).containsExactly("end");
    }

    @Test
    void aFileThatIsNotThereIsWaitedFor() throws IOException {
        LogTail tail = begun();
        tail.look();
        write("first\n");
        tail.look();
        assertThat(lines()).containsExactly("first");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFileThatIsMovedAwayIsReadToItsEndBeforeTheNextOne() throws IOException {
        write("old\n");
        LogTail tail = begun();
        write("before\n");
        tail.look();
        write("last of the old one\n");
        Files.move(log, folder.resolve("app.log.1"));
        write("first of the new one\n");
        tail.look();
        write("second\n");
        tail.look();
        assertThat(lines())
                .containsExactly("before", "last of the old one", "first of the new one", "second");
    }

    @Test
    void aMovedFileWhoseSuccessorComesLaterLosesNothing() throws IOException {
        write("");
        LogTail tail = begun();
        Path moved = folder.resolve("app.log.1");
        Files.move(log, moved);
        Files.writeString(moved, "still written\n", APPEND);
        tail.look();
        write("new\n");
        tail.look();
        assertThat(lines()).containsExactly("still written", "new");
    }

    @Test
    void aFileThatIsCutIsReadFromItsBeginning() throws IOException {
        write("old line of some length\n");
        LogTail tail = begun();
        write("one\n");
        tail.look();
        cut();
        write("two\n");
        tail.look();
        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void aFileThatIsCutAndHasGrownPastWhereItWasIsKnownForAnotherOne() throws IOException {
        write("old\n");
        LogTail tail = begun();
        write("one\n");
        tail.look();
        cut();
        write("two, and much longer than all that was there before\nthree\n");
        tail.look();
        assertThat(lines())
                .containsExactly(
                        "one", "two, and much longer than all that was there before", "three");
    }

    @Test
    void aFloodIsBoundedAndWhatIsLeftOutIsCounted() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        StringBuilder flood = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            flood.append("line ").append(i).append('\n');
        }
        write(flood.toString());
        tail.look();
        assertThat(lines()).hasSize(LogTail.LINES_A_SECOND);
        clock.advance(Duration.ofSeconds(1));
        write("after\n");
        tail.look();
        assertThat(lines()).hasSize(LogTail.LINES_A_SECOND + 1).endsWith("after");
        assertThat(leftOut("linesLeftOut")).isEqualTo(5000 - LogTail.LINES_A_SECOND);
        assertThat(leftOut("bytesLeftOut")).isPositive();
    }

    @Test
    void aKeyThatBeginsInWhatIsLeftOutLeavesNoLineBehind() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        write("x\n".repeat(LogTail.LINES_A_SECOND + 5) + "-----BEGIN PRIVATE KEY-----\n");
        tail.look();
        clock.advance(Duration.ofSeconds(1));
        write("QUJD".repeat(16) + "\nQUJD\n-----END PRIVATE KEY-----\nend\n");
        tail.look();
        assertThat(lines()).endsWith("x", "end").doesNotContain("QUJD");
    }

    @Test
    void farBehindTheOldestIsPassedOverAndCounted() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        write(("y".repeat(1023) + "\n").repeat(6 * 1024) + "newest\n");
        for (int i = 0; i < 4; i++) {
            tail.look();
            clock.advance(Duration.ofSeconds(2));
        }
        tail.look();
        assertThat(lines().size()).isLessThan(600);
        assertThat(leftOut("bytesLeftOut")).isGreaterThan(4L << 20);
    }

    /** Two looks' worth and more waits in the file that is moved away. */
    @Test
    void allOfAFileThatIsMovedAwayIsReadOrCounted() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        String old = KIBIBYTE.repeat(2500) + "the old one's last\n";
        write(old);
        Files.move(log, folder.resolve("log.1"));
        write("the new one's first\n");

        tail.look();
        clock.advance(Duration.ofSeconds(1));
        write("a second later\n");
        tail.look();
        clock.advance(Duration.ofSeconds(1));
        tail.look();

        assertThat(lines()).endsWith("a second later");
        assertThat(takenBytes() + leftOut("bytesLeftOut") + leftOut("linesLeftOut"))
                .as("each byte that was written, its lines' ends among them")
                .isEqualTo(
                        old.length()
                                + "the new one's first\n".length()
                                + "a second later\n".length());
    }

    @Test
    void ofAnImmenseFileThatIsMovedAwayTheOldestIsPassedOverAndCounted() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        int kibibytes = 9 * 1024;
        write(KIBIBYTE.repeat(kibibytes));
        Files.move(log, folder.resolve("log.1"));
        write("the new one's first\n");

        tail.look();
        clock.advance(Duration.ofSeconds(1));
        tail.look();

        // One line is cut in two by the place from where it is read.
        assertThat(takenBytes() + leftOut("bytesLeftOut") + leftOut("linesLeftOut"))
                .isBetween(kibibytes * 1024L - 1024, kibibytes * 1024L + 100);
        assertThat(lines().size()).as("not more than of any other second").isLessThan(400);
    }

    @Test
    void whatIsStillUnreadAtTheEndIsCounted() throws IOException {
        write("");
        clock.advance(Duration.ofSeconds(5));
        LogTail tail = begun();
        write(KIBIBYTE.repeat(3000));

        tail.look();
        tail.end();

        assertThat(takenBytes() + leftOut("bytesLeftOut") + leftOut("linesLeftOut"))
                .isBetween(3000 * 1024L - 1024, 3000 * 1024L);
    }

    /** With the ends of the lines. */
    private long takenBytes() {
        return lines().stream().mapToLong(line -> line.length() + 1L).sum();
    }

    @Test
    void longLinesAndBytesThatAreNoTextAreCut() throws IOException {
        write("");
        LogTail tail = begun();
        write("z".repeat(1 << 20) + "\n");
        byte[] junk = new byte[300];
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) (i * 37 | 0x80);
        }
        Files.write(log, junk, APPEND);
        Files.write(
                log,
                "\nm\u00fcde and quite ordinary otherwise \0\u0007ok\n"
                        .getBytes(StandardCharsets.ISO_8859_1),
                APPEND);
        tail.look();
        tail.look();
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).hasSizeLessThan(LogTail.LINE + 60).contains("more left out");
        assertThat(lines().get(1)).contains("no text");
        assertThat(lines().get(2)).startsWith("m").doesNotContain("\0");
    }

    @Test
    void whatCannotBeReadIsOneWarning() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("a folder"));
        log = directory;
        LogTail tail = begun();
        tail.look();
        tail.look();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst()).contains("a folder", "no ordinary file");
        assertThat(events).isEmpty();
    }

    @Test
    void withItsOwnThreadItTakesWhatIsThereWhenItIsStopped() throws Exception {
        write("");
        LogTail tail = tail(NanoClock.system());
        tail.start();
        Waits.eventually(
                Duration.ofMinutes(2),
                "a line is seen",
                () -> {
                    append("again\n");
                    return !events.isEmpty();
                });
        write("last\nhalf a li");
        tail.stop(Duration.ofSeconds(60));
        assertThat(lines()).endsWith("last").doesNotContain("half a li");
        write("too late\n");
        assertThat(lines()).endsWith("last");
    }

    /** Java's own priorities do nothing there: a busy log must not take a core from the encoder. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itsThreadYieldsToAllOthers() throws Exception {
        write("");
        LogTail tail = tail(NanoClock.system());

        tail.start();

        Waits.eventually(
                Duration.ofSeconds(60), "the thread is nice", () -> niceness().contains(19));
        tail.stop(Duration.ofSeconds(60));
    }

    /** Of this process' threads that have the tail's name. */
    private static List<Integer> niceness() {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                if (stat.contains("(lastframe-tail)")) {
                    found.add(Integer.valueOf(behindName[16]));
                }
            }
        } catch (IOException ended) {
            return List.of(); // a thread that ended while it was looked at
        }
        return found;
    }

    private LogTail begun() {
        LogTail tail = tail(clock);
        tail.begin();
        return tail;
    }

    private LogTail tail(NanoClock time) {
        return new LogTail(
                log,
                () -> REDACTOR,
                time,
                (nanos, fields) -> {
                    times.add(nanos);
                    events.add(read(EventTrack.object(fields)));
                },
                warnings::add);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private List<String> lines() {
        return events.stream().filter(e -> e.has("line")).map(e -> e.get("line").asText()).toList();
    }

    private long leftOut(String field) {
        return events.stream()
                .filter(e -> e.has(field))
                .mapToLong(e -> e.get(field).asLong())
                .sum();
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, CREATE, APPEND);
    }

    private void append(String text) {
        try {
            write(text);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private void cut() throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}

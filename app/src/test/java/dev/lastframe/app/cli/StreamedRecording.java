package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.BarcodeTruth;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.TruthReport;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The files of a recording of a stream, while it grows and afterwards. Blocks on the disk.
 *
 * @param video where it is published
 * @param shape of its pictures
 */
public record StreamedRecording(Path video, FrameFormat shape) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Its events. */
    public Path events() {
        return BarcodeRecordingIT.events(video);
    }

    /** Those that were written up to now, in order. */
    public List<JsonNode> lines() {
        return lines(events());
    }

    /** The same of a file of events; none while there is no file. */
    static List<JsonNode> lines(Path events) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            String text = Files.exists(events) ? Files.readString(events) : "";
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Those of them in which these words are. */
    public List<JsonNode> telling(String words) {
        return lines().stream().filter(line -> line.toString().contains(words)).toList();
    }

    /** Waits until these words were told so often. */
    public void awaitTold(String words, int times) {
        Waits.eventually(LIMIT, words + " is told", () -> telling(words).size() >= times);
    }

    /** The newest line of its ledger; missing while there is none. */
    public JsonNode ledger() {
        return lines().stream()
                .filter(line -> line.path("type").asText().equals("ledger"))
                .reduce((before, after) -> after)
                .orElseGet(MissingNode::getInstance);
    }

    /** Waits until it has captured this many ticks more. */
    public void awaitCaptured(int more) {
        long before = captured();
        Waits.eventually(LIMIT, "it records", () -> captured() > before + more);
    }

    private long captured() {
        return ledger().path("captured").asLong();
    }

    /** Waits until there is something of it on the disk. */
    public void awaitFile() {
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(LIMIT, "it has a file", () -> growing.toFile().length() > 0);
    }

    /** All pictures of the published file. */
    public DecodedVideo decode() {
        return decode(video);
    }

    /** The same of the one that grows. */
    public DecodedVideo decodeGrowing() {
        return decode(BarcodeRecordingIT.growing(video));
    }

    private DecodedVideo decode(Path file) {
        return Ffmpeg.decode(file, BarcodePixels.layout(shape));
    }

    /**
     * The ledger balances, the file has as many pictures as it says, each shows a number that was
     * there, and no more numbers are missing than it says.
     *
     * @param ledger the last one
     * @param truth what is expected of the content, made from what a recording at 30 is to show
     * @param least more numbers than this are expected
     */
    public DecodedVideo assertNumbers(
            StreamedScreen screen, JsonNode ledger, UnaryOperator<BarcodeTruth> truth, int least) {
        BarcodeRecordingIT.assertBalances(ledger);
        DecodedVideo decoded = decode();
        assertThat((long) decoded.pictures().size()).isEqualTo(ledger.get("encoded").asLong());
        TruthReport report =
                truth.apply(BarcodeTruth.of(screen.shown(), BarcodeTruth.startNanos(events())))
                        .compare(decoded.pictures());
        assertThat(report.implausible()).isEmpty();
        assertThat(report.backwards()).isEmpty();
        assertThat(report.unreadable()).isZero();
        assertThat(report.torn()).isZero();
        assertThat(report.expected()).isGreaterThan(least);
        assertThat((long) report.missing().size())
                .as("%s", report)
                .isLessThanOrEqualTo(ledger.get("missed").asLong());
        return decoded;
    }

    /** What became of each picture that was pushed adds up. */
    public static void assertAccount(JsonNode ledger) {
        JsonNode pushed = ledger.get("pushed");
        long sum = 0;
        for (String name : List.of("captured", "passedOver", "refused", "lost", "waiting")) {
            sum += pushed.get(name).asLong();
        }
        assertThat(pushed.get("came").asLong()).as("%s", pushed).isEqualTo(sum).isPositive();
    }
}

package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Examination.Findings;
import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real recording of three seconds, cut off anywhere: what comes out holds every picture that is
 * whole and no other. What the writer knows of its units is the truth.
 */
@Timeout(300)
final class TruncationTest {

    private static final int FRAMES = 3 * SampleRecording.FPS;
    private static final int TAIL = 2000;
    private static final int RANDOM_CUTS = 500;

    /** Of a stream that does not say how long its units are nearly each cut needs a decoding. */
    private static final int RANDOM_CUTS_OLD = 60;

    private static final RememberingDecoder DECODER = new RememberingDecoder(new FfmpegDecoder());

    private static SampleRecording sample;
    private static List<String> pictures;

    @TempDir private Path root;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(FRAMES, 320, 180, 0.1);
        pictures = Ffmpeg.pictureHashes(sample.bytes());
        assertThat(pictures).hasSize(FRAMES);
    }

    @Test
    void cutAnywhereItHoldsEveryWholePictureAndNoOther() throws Exception {
        assertEveryCutIsDecidedRightly(sample, cuts(sample, RANDOM_CUTS));
    }

    @Test
    void soDoesOneOfARecorderThatDidNotSayHowLongUnitsAre() throws Exception {
        SampleRecording old = sample.withoutLengths();

        assertEveryCutIsDecidedRightly(old, cuts(old, RANDOM_CUTS_OLD));
    }

    /** Two bytes in front of each unit, which used to be 0. */
    @Test
    void sayingHowLongUnitsAreChangesNothingElse() {
        SampleRecording old = sample.withoutLengths();

        byte[] now = sample.bytes();
        byte[] before = old.bytes();
        assertThat(before).hasSameSizeAs(now);
        long changed = IntStream.range(0, now.length).filter(i -> now[i] != before[i]).count();
        assertThat(changed).isBetween((long) FRAMES, 2L * FRAMES);
        assertThat(Ffmpeg.pictureHashes(before)).isEqualTo(pictures);
    }

    @Test
    void itsPicturesAreThoseThatWereRecorded() {
        for (int unit = 0; unit < FRAMES; unit += 7) {
            assertThat(Ffmpeg.pictureHashes(sample.first(sample.endOf(unit))))
                    .isEqualTo(pictures.subList(0, unit + 1));
        }
    }

    @Test
    void theFileThatIsPublishedIsTheWholePartAndTheCutIsTheRest() throws IOException {
        List<Integer> some = new ArrayList<>(cuts(sample, RANDOM_CUTS));
        Collections.shuffle(some, new Random(1));
        RecoveryFolder folder = new RecoveryFolder(root);
        for (int cut : some.subList(0, 40)) {
            folder.crashed("cut at " + cut, sample.first(cut));
        }

        RecoveryResult result = folder.recover(DECODER);

        assertThat(result.receipts()).hasSize(40);
        for (Receipt receipt : result.receipts()) {
            if (receipt.state() == State.KEPT) {
                assertThat(receipt.reason())
                        .hasValueSatisfying(why ->
                                assertThat(why)
                                        .isIn(Reason.NO_PICTURE, Reason.NOT_A_TRANSPORT_STREAM));
                continue;
            }
            byte[] saved = Files.readAllBytes(receipt.file());
            byte[] cut =
                    receipt.cutFile().isPresent()
                            ? Files.readAllBytes(receipt.cutFile().get())
                            : new byte[0];
            byte[] both = new byte[saved.length + cut.length];
            System.arraycopy(saved, 0, both, 0, saved.length);
            System.arraycopy(cut, 0, both, saved.length, cut.length);
            assertThat(both).isEqualTo(sample.first(both.length));
            assertThat(receipt.framesSaved()).isEqualTo(sample.wholeUnits(both.length));
        }
    }

    /** Every place in the last bytes, and random ones before. */
    private static NavigableSet<Integer> cuts(SampleRecording recording, int random) {
        long seed = System.nanoTime();
        System.out.println("truncation test: seed " + seed);
        NavigableSet<Integer> cuts = new TreeSet<>();
        new Random(seed).ints(random, 0, recording.size() - TAIL).forEach(cuts::add);
        for (int cut = recording.size() - TAIL; cut <= recording.size(); cut++) {
            cuts.add(cut);
        }
        return cuts;
    }

    private void assertEveryCutIsDecidedRightly(
            SampleRecording recording, NavigableSet<Integer> cuts)
            throws IOException, InterruptedException {
        Examination examination = new Examination(new StreamScan(), DECODER);
        Path file = Files.write(root.resolve("sample.ts"), recording.bytes());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int cut : cuts.descendingSet()) {
                channel.truncate(cut);
                Findings findings = examination.of(channel, false);
                int whole = recording.wholeUnits(cut);
                assertThat(findings.facts().units()).as("cut at %d", cut).isEqualTo(whole);
                assertThat(findings.refusal().isPresent())
                        .as("cut at %d: %s", cut, findings)
                        .isEqualTo(whole == 0);
                long kept = findings.facts().wholeBytes();
                if (whole > 0) {
                    assertThat(kept).isBetween((long) recording.endOf(whole - 1), (long) cut);
                    assertThat(recording.wholeUnits(kept)).isEqualTo(whole);
                }
            }
        }
        System.out.println(cuts.size() + " cuts, " + DECODER.decodings() + " decodings so far");
    }
}

package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.recovery.Receipt.Proven;
import dev.lastframe.core.recovery.Receipt.Reason;
import dev.lastframe.core.recovery.Receipt.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of a recording over ten minutes the ends are decoded before it is published, the rest after. */
@Timeout(300)
final class LongRecordingTest {

    private static final int FRAMES = 420;
    private static final long STEP_MICROS = 1_500_000;

    private static SampleRecording sample;

    @TempDir private Path root;
    private RecoveryFolder folder;
    private final RememberingDecoder decoder = new RememberingDecoder(new FfmpegDecoder());
    private final List<Receipt> told = new ArrayList<>();
    private final List<Receipt> provenLater = new ArrayList<>();

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(FRAMES, 128, 96, 0, STEP_MICROS);
    }

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = new RecoveryFolder(root);
    }

    @Test
    void itIsPublishedWhenItsEndsAreDecodedAndTheRestIsDecodedAfterwards() throws IOException {
        folder.crashed("long", sample.bytes());

        RecoveryResult result = recover();

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().proof()).isEqualTo(Proven.ENDS);
        assertThat(told.getFirst().millisSaved()).isGreaterThan(10 * 60 * 1000);
        assertThat(provenLater).hasSize(1).isEqualTo(result.receipts());
        assertThat(provenLater.getFirst().proof()).isEqualTo(Proven.ALL);
        assertThat(provenLater.getFirst().state()).isEqualTo(State.SAVED);
        List<Integer> bytes = decoder.asked();
        assertThat(bytes).as("first groups, last groups, the rest").hasSize(3);
        assertThat(bytes.get(0) + bytes.get(1)).isLessThan(sample.size() / 10);
        assertThat(bytes.get(2)).isGreaterThan(sample.size() * 8 / 10);
    }

    @Test
    void aDamageInTheMiddleIsFoundAfterwardsAndSaid() throws IOException {
        byte[] bytes = sample.withSpoiled(FRAMES / 2);
        folder.crashed("long", bytes);

        RecoveryResult result = recover();

        assertThat(told.getFirst().reason()).isEmpty();
        Receipt last = result.receipts().getFirst();
        assertThat(last.state()).isEqualTo(State.SAVED);
        assertThat(last.reason()).contains(Reason.DAMAGED);
        assertThat(last.proof()).isEqualTo(Proven.ENDS);
        assertThat(last.isLoss()).isTrue();
        assertThat(last.sentence()).endsWith("damaged; a player shows the rest of it.");
        assertThat(last.file()).hasBinaryContent(bytes);
    }

    @Test
    void aDamageNearAnEndIsFoundBeforeAndTheFileIsKept() throws IOException {
        for (int unit : new int[] {3, FRAMES - 3}) {
            folder.crashed("long " + unit, sample.withSpoiled(unit));
        }

        recover();

        assertThat(told)
                .hasSize(2)
                .allSatisfy(receipt -> {
                    assertThat(receipt.state()).isEqualTo(State.KEPT);
                    assertThat(receipt.reason()).contains(Reason.DAMAGED);
                });
        assertThat(provenLater).isEmpty();
    }

    private RecoveryResult recover() {
        return folder.recovery(decoder, step -> {})
                .run(
                        new RecoveryListener() {
                            @Override
                            public void receipt(Receipt receipt) {
                                told.add(receipt);
                            }

                            @Override
                            public void proven(Receipt receipt) {
                                provenLater.add(receipt);
                            }
                        });
    }
}

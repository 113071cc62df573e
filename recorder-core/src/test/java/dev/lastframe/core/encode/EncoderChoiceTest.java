package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.TaskStat;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

/** With the encoders of the FFmpeg that is there. */
final class EncoderChoiceTest {

    private final EncoderChoice choice = EncoderChoice.forThisSystem();

    @Test
    void theOneThatIsAlwaysThereWorks() {
        assertThat(choice.works(EncoderChoice.OPENH264)).isTrue();
    }

    /** And is not another one under its name. */
    @Test
    void aNameThatFfmpegDoesNotKnowDoesNotWork() throws EncoderException {
        assertThat(choice.works("h264_of_nobody")).isFalse();
        assertThat(choice.warmUp("h264_of_nobody")).isFalse();
        assertThat(choice.works(EncoderChoice.X264))
                .isEqualTo(choice.candidates(Optional.empty()).contains(EncoderChoice.X264));
    }

    /** What an encoder's thread does to itself is rehearsed on one that ends. */
    @Test
    void theBestThatWorksIsRememberedAndWhoAskedYieldsNoMoreThanBefore() throws Exception {
        Optional<TaskStat> before = asked();

        String best = choice.warmUp().orElseThrow();

        assertThat(asked()).isEqualTo(before);

        assertThat(choice.proven()).contains(best);
        assertThat(choice.candidates(Optional.empty())).first().isEqualTo(best);
        assertThat(choice.isWarm()).isTrue();
        assertThat(choice.pace().equals(X264Pace.UNKNOWN))
                .isEqualTo(!best.equals(EncoderChoice.X264));
    }

    /** Empty where the system does not tell. */
    private static Optional<TaskStat> asked() throws IOException {
        return OS.LINUX.isCurrentOs() ? Optional.of(TaskStat.ofCaller()) : Optional.empty();
    }
}

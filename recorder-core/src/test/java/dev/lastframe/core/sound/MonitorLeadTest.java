package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MonitorLeadTest {

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(40);

    private final MonitorLead lead = new MonitorLead();
    private long nanos = 5;

    private void told(long micros) {
        lead.told(nanos, micros);
        nanos += STEP;
    }

    @Test
    void aServerThatSaysNothingHasAUsualSink() {
        assertThat(lead.nanos()).isEqualTo(MonitorLead.USUAL_NANOS);
        told(0);
        assertThat(lead.nanos()).isEqualTo(MonitorLead.USUAL_NANOS);
    }

    @Test
    void anAnswerThatComesLateTellsLessAndDoesNotCount() {
        for (int i = 0; i < 500; i++) {
            told(i % 7 == 3 ? 2_000 : 14_000);
            if (i > 0) {
                assertThat(lead.nanos()).as("after %d", i).isEqualTo(14_000_000);
            }
        }
    }

    @Test
    void aSinkThatHasMoreIsBelievedAtOnceAndOneThatHasLessWithinTwoSeconds() {
        for (int i = 0; i < 50; i++) {
            told(14_000);
        }
        told(200_000);
        assertThat(lead.nanos()).isEqualTo(200_000_000);
        for (int i = 0; i < 52; i++) {
            told(14_000);
        }
        assertThat(lead.nanos()).isEqualTo(14_000_000);
    }

    @Test
    void whatNoSinkHasIsNotBelieved() {
        told(3_600_000_000L);
        assertThat(lead.nanos()).isEqualTo(MonitorLead.MOST_NANOS);
        MonitorLead other = new MonitorLead();
        other.told(5, -7);
        assertThat(other.nanos()).isEqualTo(MonitorLead.USUAL_NANOS);
    }
}

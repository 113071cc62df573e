package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.RecordingStatus;
import org.junit.jupiter.api.Test;

final class MissedAlarmTest {

    private final MissedAlarm alarm = new MissedAlarm();

    @Test
    void upToOneInAHundredIsCalm() {
        assertThat(after(300, 3, 250)).isEqualTo(MissedAlarm.Level.CALM);
        assertThat(after(300, 4, 250)).isEqualTo(MissedAlarm.Level.AMBER);
    }

    @Test
    void moreThanFiveInAHundredIsTroubleForAsLongAsItLasts() {
        assertThat(after(300, 15, 0)).isEqualTo(MissedAlarm.Level.AMBER);
        assertThat(after(300, 16, 0)).isEqualTo(MissedAlarm.Level.TROUBLE);
        assertThat(after(300, 0, 0)).isEqualTo(MissedAlarm.Level.AMBER);
    }

    @Test
    void aLongStretchIsAmberUntilSeenAndALongerOneAgain() {
        assertThat(after(300, 0, 251)).isEqualTo(MissedAlarm.Level.AMBER);
        alarm.seen();
        assertThat(after(300, 0, 251)).isEqualTo(MissedAlarm.Level.CALM);
        assertThat(after(300, 0, 252)).isEqualTo(MissedAlarm.Level.AMBER);
    }

    @Test
    void whatGoesOnStaysAmberAlthoughSeen() {
        after(300, 10, 0);
        alarm.seen();

        assertThat(alarm.level()).isEqualTo(MissedAlarm.Level.AMBER);
    }

    @Test
    void theEndCalmsTroubleToAmberUntilSeen() {
        after(300, 100, 0);
        alarm.end();
        assertThat(alarm.level()).isEqualTo(MissedAlarm.Level.AMBER);
        alarm.seen();
        assertThat(alarm.level()).isEqualTo(MissedAlarm.Level.CALM);
    }

    @Test
    void theFirstMomentsHaveNoTicks() {
        assertThat(after(0, 0, 0)).isEqualTo(MissedAlarm.Level.CALM);
    }

    private MissedAlarm.Level after(long ticks, long missed, long stretchMillis) {
        alarm.update(new RecordingStatus.Recent(ticks, missed, stretchMillis, 0));
        return alarm.level();
    }
}

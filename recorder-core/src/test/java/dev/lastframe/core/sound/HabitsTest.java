package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HabitsTest {

    private final Habits habits = new Habits();

    private Optional<String> look(double off) {
        return habits.odd(off).map(oddity -> oddity.of("Headset"));
    }

    @Test
    void aClockThatIsFarOffIsToldOnceForEachOpening() {
        habits.begin();
        for (int i = 0; i < 4; i++) {
            assertThat(look(0.01)).isEmpty();
        }
        assertThat(look(0.01))
                .contains(
                        "The clock of \"Headset\" is 1.0 % too fast: its sound is stretched to stay"
                                + " with the picture.");
        for (int i = 0; i < 10; i++) {
            assertThat(look(0.01)).isEmpty();
        }
        habits.begin();
        for (int i = 0; i < 4; i++) {
            assertThat(look(-0.02)).isEmpty();
        }
        assertThat(look(-0.02)).get().asString().contains(" 2.0 % too slow");
    }

    @Test
    void whatPassesIsNoHabit() {
        habits.begin();
        for (int i = 0; i < 20; i++) {
            assertThat(look(i % 3 == 0 ? 0 : 0.01)).isEmpty();
            assertThat(look(0.001)).as("every clock is off a little").isEmpty();
        }
    }

    @Test
    void burstsAreToldOnceAndABusyComputerIsNone() {
        habits.begin();
        for (int i = 0; i < 9; i++) {
            habits.gave(3_000_000_000L); // once in a look
            assertThat(look(0)).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 4; k++) {
                habits.gave(500_000_000L);
                habits.gave(100_000L);
            }
            assertThat(look(0).isPresent()).isEqualTo(i == 2);
        }
    }
}

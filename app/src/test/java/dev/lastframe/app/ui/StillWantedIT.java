package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.desktop.LockingDesk;
import dev.lastframe.app.desktop.NotificationDesk;
import dev.lastframe.app.desktop.TestBus;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real window on a real bus: the screen is locked while it records. */
@ExtendWith(Fx.class)
@Timeout(600)
final class StillWantedIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String IDLE = "Lastframe";
    private static final String RECORDING = "● \\d+:\\d\\d – Lastframe";

    @TempDir private Path home;
    private Person person;

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void aLockAsksAndTheAnswerKeepsOnOrStops() {
        person = new Person(home);
        try (TestBus bus = TestBus.start(home, "bus")) {
            NotificationDesk desk = new NotificationDesk(bus, "actions");
            LockingDesk saver = new LockingDesk(bus);
            person.isOn(bus);
            person.opensTheWindow();
            person.pressesF9();
            person.awaitsTitle(RECORDING);
            NotificationDesk.Shown asked = asked(desk, saver, 0);
            assertThat(asked.summary()).isEqualTo("Still recording?");
            assertThat(asked.body()).isEqualTo("The screen was locked while it records.");
            desk.press(asked, "Keep on");

            NotificationDesk.Shown again = asked(desk, saver, asked.number());
            assertThat(person.title()).matches(RECORDING);
            desk.press(again, "Stop");
            Path video = Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 1).getFirst();
            person.awaitsTitle(IDLE);
            Recorded.assertWhole(video);

            person.pressesF9();
            person.awaitsTitle(RECORDING);
            NotificationDesk.Shown open = asked(desk, saver, again.number());
            person.pressesF9();
            Waits.eventually(
                    LIMIT,
                    "the question went with the recording",
                    () -> desk.takenBack().contains(open.number()));
        }
    }

    /**
     * Locks until it is asked anew: when somebody listens, only the window knows.
     *
     * @param before the number of the question that was answered
     */
    private static NotificationDesk.Shown asked(
            NotificationDesk desk, LockingDesk saver, long before) {
        Waits.eventually(
                LIMIT,
                "it asks",
                () -> {
                    saver.freedesktop(false);
                    saver.freedesktop(true);
                    return !desk.shown().isEmpty() && desk.shown().getLast().number() > before;
                });
        return desk.shown().getLast();
    }
}

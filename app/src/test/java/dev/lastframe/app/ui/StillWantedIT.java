package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.desktop.LockingDesk;
import dev.lastframe.app.desktop.NotificationDesk;
import dev.lastframe.app.desktop.TestBus;
import dev.lastframe.app.desktop.TrayDesk;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real window on a real bus: it is used from the tray, and the screen is locked while it
 * records.
 */
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
    void theTrayDoesWhatTheWindowDoesAndALockAsksWhetherItGoesOn() {
        person = new Person(home);
        try (TestBus bus = TestBus.start(home, "bus")) {
            NotificationDesk desk = new NotificationDesk(bus, "actions");
            LockingDesk saver = new LockingDesk(bus);
            TrayDesk tray = new TrayDesk(bus, true);
            person.isOn(bus);
            person.opensTheWindow();
            String item = tray.awaitItem();
            tray.chooses(item, "Record");
            person.awaitsTitle(RECORDING);
            awaitOffer(tray, item, "Mark");
            tray.chooses(item, "Mark");
            tray.chooses(item, "Pause");
            awaitOffer(tray, item, "Continue");
            assertThat(tray.property(item, "Title")).isEqualTo("Paused – Lastframe");
            tray.chooses(item, "Continue");
            awaitOffer(tray, item, "Pause");
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
            assertThat(Recorded.events(video))
                    .extracting(it -> it.path("type").asText())
                    .contains("mark", "pause", "resume");

            person.pressesF9();
            person.awaitsTitle(RECORDING);
            NotificationDesk.Shown open = asked(desk, saver, again.number());
            // for a second: a press that follows another at once is the same
            person.awaitsTitle("● (?!0:00)\\d+:\\d\\d – Lastframe");
            tray.chooses(item, "Stop");
            Waits.eventually(
                    LIMIT,
                    "the question went with the recording",
                    () -> desk.takenBack().contains(open.number()));
            person.awaitsTitle(IDLE);
            person.iconifies();
            person.awaits("it is an icon", () -> person.stage().isIconified());
            // again where a window manager makes an icon of it only after the click
            Waits.eventually(
                    LIMIT,
                    "it is shown",
                    () -> {
                        tray.clicks(item);
                        Waits.pause(Duration.ofMillis(500));
                        return Fx.get(() -> !person.stage().isIconified());
                    });
            tray.chooses(item, "Record");
            person.awaitsTitle(RECORDING);
            Recorded.awaitGrowing(home.resolve("Videos/Lastframe"));
            tray.chooses(item, "Quit");
            assertThat(person.awaitsTheEnd().orElseThrow().result())
                    .isEqualTo(Outcome.Result.SAVED);
            List<Path> all = Recorded.awaitPublished(home.resolve("Videos/Lastframe"), 3);
            Recorded.assertWhole(all.getLast());
        }
    }

    private static void awaitOffer(TrayDesk tray, String item, String words) {
        Waits.eventually(LIMIT, "it offers " + words, () -> tray.menu(item).contains(words));
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

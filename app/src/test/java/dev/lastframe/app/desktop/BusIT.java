package dev.lastframe.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notifications and the lock of the screen, on a real bus. */
@Tag("beside")
@Timeout(600)
final class BusIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private TestBus bus;
    private Notifications notifications;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> locks = new CopyOnWriteArrayList<>();
    private final Question question =
            new Question(
                    "Sure?",
                    "a <b> & c",
                    List.of(
                            new Question.Choice("Yes", () -> answers.add("yes")),
                            new Question.Choice("No", () -> answers.add("no"))));

    @BeforeEach
    void start() {
        bus = TestBus.start(folder, "bus");
        notifications = new Notifications(Optional.of(bus.address()));
    }

    @AfterEach
    void end() {
        notifications.close();
        bus.close();
    }

    @Test
    void aNotificationIsShownAsTheDesktopWantsIt() {
        assertThat(notifications.show("Saved.", "2:14")).as("nobody shows it").isFalse();
        NotificationDesk desk = new NotificationDesk(bus, "body-markup");
        assertThat(notifications.show("Saved.", "a <b> & c")).isTrue();
        assertThat(desk.shown())
                .containsExactly(
                        new NotificationDesk.Shown(
                                1,
                                0,
                                "Lastframe",
                                "lastframe",
                                "Saved.",
                                "a &lt;b&gt; &amp; c",
                                List.of(),
                                "lastframe",
                                -1));
        assertThat(notifications.ask(question)).isTrue();
        assertThat(desk.shown().getLast().actions()).as("it has no buttons").isEmpty();
        assertThat(new Notifications(Optional.empty()).show("Saved.", "")).isFalse();
        try (Notifications elsewhere =
                new Notifications(Optional.of("unix:path=" + folder.resolve("none")))) {
            assertThat(elsewhere.show("Saved.", "")).isFalse();
        }
    }

    @Test
    void aBusThatTakesAConnectionAndSaysNothingHoldsNobodyUpForEver() throws IOException {
        Path socket = folder.resolve("mute");
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(socket));
            try (Notifications unheard =
                    new Notifications(Optional.of("unix:path=" + socket), Duration.ofMillis(300))) {
                assertThat(unheard.show("Saved.", "2:14")).isFalse();
                assertThat(unheard.ask(question)).isFalse();
                unheard.takeBack();
            }
            awaits(
                    "nobody waits for it any more",
                    () ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(it -> it.getName().equals(OwnBus.OPENER)));
        }
    }

    @Test
    void aQuestionIsAskedInPlaceOfTheOneBeforeAndAnsweredOnce() {
        NotificationDesk desk = new NotificationDesk(bus, "actions", "body");
        assertThat(notifications.show("Saved.", "2:14")).isTrue();
        assertThat(notifications.ask(question)).isTrue();
        assertThat(notifications.ask(question)).isTrue();
        NotificationDesk.Shown asked = desk.shown().getLast();
        assertThat(List.of(desk.shown().get(1).replaces(), asked.replaces()))
                .containsExactly(0L, desk.shown().get(1).number());
        assertThat(asked.body()).isEqualTo("a <b> & c");
        assertThat(List.of(asked.actions().get(1), asked.actions().get(3)))
                .containsExactly("Yes", "No");
        assertThat(asked.expireMillis()).isZero();

        desk.press(
                new NotificationDesk.Shown(
                        asked.number() + 7, 0, "", "", "", "", asked.actions(), "", 0),
                "Yes");
        // what another program asked under this number, before its server was started again
        desk.invoke(asked, "0");
        // somebody was as quick as the question that took the place of this one
        desk.press(desk.shown().get(1), "No");
        desk.press(asked, "Yes");
        awaits("it is answered", () -> !answers.isEmpty());
        notifications.takeBack();
        assertThat(desk.takenBack()).as("it is closed already").isEmpty();
        assertThat(answers).containsExactly("no");

        assertThat(notifications.ask(question)).isTrue();
        notifications.takeBack();
        assertThat(desk.takenBack()).containsExactly(desk.shown().getLast().number());
        assertThat(notifications.ask(question)).isTrue();
        assertThat(desk.shown().getLast().replaces()).isZero();
        desk.dismiss(desk.shown().getLast());
        awaits(
                "who closed it is asked anew",
                () -> notifications.ask(question) && desk.shown().getLast().replaces() == 0);
    }

    @Test
    void aLockIsToldOnceByWhicheverTellsOfIt() {
        try (TestBus system = TestBus.start(folder, "system")) {
            LockingDesk saver = new LockingDesk(bus).withSaver();
            LockingDesk logins = new LockingDesk(system).withLogins();
            Buses both =
                    new Buses(
                            Optional.of(bus.address()),
                            Optional.of(system.address()),
                            Optional.of("7"));
            try (ScreenLock lock = ScreenLock.watch(both, () -> locks.add("locked"))) {
                assertThat(lock).isNotNull();
                assertThat(saver.holders()).hasSize(1);
                assertThat(saver.holders().getFirst())
                        .endsWith(" Lastframe: The screen is being recorded.");
                saver.freedesktop(true);
                awaitLocks(1);
                saver.freedesktop(true);
                saver.freedesktop(false);
                saver.gnome(true);
                awaitLocks(2);
                saver.gnome(false);
                // told again and again, as the two buses do not wait for each other
                awaits("the login service's word is heard", () -> heard(logins, 3));
                logins.lock(LockingDesk.OTHER);
                logins.hint(LockingDesk.OTHER, true);
                logins.hint(LockingDesk.OWN, false);
                logins.lock(LockingDesk.OWN);
                awaitLocks(4);
                // a locker that only ever hears of locks
                logins.lock(LockingDesk.OWN);
                awaitLocks(5);
                // one that says what it did
                logins.hint(LockingDesk.OWN, true);
                logins.lock(LockingDesk.OWN);
                logins.hint(LockingDesk.OWN, false);
                logins.hint(LockingDesk.OWN, true);
                awaitLocks(6);
            }
            String holder = saver.holders().getFirst().split(" ", 2)[0];
            awaits("it is held up no more", () -> !saver.isThere(holder));
            saver.freedesktop(false);
            saver.freedesktop(true);
        }
        assertThat(locks).hasSize(6);
    }

    private boolean heard(LockingDesk logins, int count) {
        logins.hint(LockingDesk.OWN, true);
        return locks.size() >= count;
    }

    @Test
    void withoutANumberTheSessionIsThatOfThisProcessAndWithoutABusThereIsNoWord() {
        LockingDesk logins = new LockingDesk(bus).withLogins();
        Buses system = new Buses(Optional.empty(), Optional.of(bus.address()), Optional.empty());
        try (ScreenLock lock = ScreenLock.watch(system, () -> locks.add("locked"))) {
            assertThat(lock).isNotNull();
            logins.hint(LockingDesk.OTHER, true);
            logins.hint(LockingDesk.OWN, true);
            awaitLocks(1);
        }
        Buses none =
                new Buses(
                        Optional.of("unix:path=" + folder.resolve("none")),
                        Optional.empty(),
                        Optional.empty());
        try (ScreenLock lock = ScreenLock.watch(none, () -> locks.add("locked"))) {
            assertThat(lock).isNotNull();
        }
        try (TestBus empty = TestBus.start(folder, "empty");
                ScreenLock lock =
                        ScreenLock.watch(
                                new Buses(
                                        Optional.empty(),
                                        Optional.of(empty.address()),
                                        Optional.of("7")),
                                () -> locks.add("locked"))) {
            assertThat(lock).as("there is no login service").isNotNull();
        }
        assertThat(locks).hasSize(1);
    }

    private void awaitLocks(int count) {
        awaits(count + " locks are told", () -> locks.size() >= count);
        assertThat(locks).hasSize(count);
    }

    private static void awaits(String what, BooleanSupplier condition) {
        Waits.eventually(LIMIT, what, condition);
    }
}

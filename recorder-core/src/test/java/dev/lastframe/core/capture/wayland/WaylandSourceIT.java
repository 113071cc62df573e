package dev.lastframe.core.capture.wayland;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.testing.PortalBackend.Person;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real bus, portal, PipeWire and GStreamer; only the person and the compositor are ours. */
@Timeout(600)
@Tag("wayland")
final class WaylandSourceIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final CaptureTarget SCREEN = new CaptureTarget.Screen(1);

    @TempDir private static Path home;

    private static WaylandDesktop desktop;
    private static StreamedScreen screen;

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        desktop = WaylandDesktop.start(home);
        screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
    }

    @AfterAll
    static void end() {
        try {
            if (screen != null) {
                screen.close();
            }
        } finally {
            if (desktop != null) {
                desktop.close();
            }
        }
    }

    @BeforeEach
    void aPersonWhoAllows() throws IOException {
        desktop.backend().person(Person.ALLOWS);
        desktop.backend().remembers(true);
        Files.deleteIfExists(token());
    }

    private static Path token() {
        return home.resolve("kept/token");
    }

    private static WaylandSource source(Duration patience) {
        return new WaylandSource(Optional.of(desktop.address()), token(), patience);
    }

    /** PipeWire's own sink may stall when its reader goes: each reader has a screen of its own. */
    private ScreenGrabber open() throws CaptureException, InterruptedException {
        screen.close();
        screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
        return openChosen();
    }

    private ScreenGrabber openChosen() throws CaptureException, InterruptedException {
        NanoClock clock = NanoClock.system();
        return source(LIMIT).prepare(SCREEN, true, clock, cancelled).open(SCREEN, true, clock);
    }

    @Test
    void thePicturesOfTheStreamComeAsTheyAreAndAStillOneSaysSo() throws Exception {
        try (ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            assertThat(grabber.format()).isEqualTo(FrameFormat.packed(640, 360));
            assertThat(desktop.backend().lastWish())
                    .as("the pointer drawn into the picture")
                    .extractingByKey("cursor_mode")
                    .hasToString("2");
            awaitLook(grabber, true);
            FramePool.Slot slot = pool.tryAcquire(grabber.format());
            long before = System.nanoTime();
            Grab grab = grabber.grab(slot, true);
            assertThat(grab.capturedNanos())
                    .isBetween(before - TimeUnit.MINUTES.toNanos(1), System.nanoTime());
            int pixel = slot.memory().get(JAVA_INT, grab.format().strideBytes() * 180L + 1200);
            assertThat(pixel & 0xffffff).isEqualTo(0x406080);

            screen.still(true);
            awaitLook(grabber, false);
            long again = System.nanoTime();
            Grab heartbeat = grabber.grab(slot, true);
            assertThat(heartbeat.capturedNanos()).isGreaterThanOrEqualTo(again);
            screen.still(false);
            awaitLook(grabber, true);
            slot.giveBack();
        } finally {
            screen.still(false);
        }
    }

    /** Looks until it says so, and what was there is fetched. */
    private static void awaitLook(ScreenGrabber grabber, boolean changed) {
        FramePool pool = new FramePool(grabber.memory(), 64 << 20);
        Waits.eventually(
                LIMIT,
                "a look finds " + (changed ? "something new" : "nothing new"),
                () -> {
                    try {
                        boolean found = grabber.look();
                        if (found != changed) {
                            FramePool.Slot slot = pool.tryAcquire(grabber.format());
                            grabber.grab(slot, true);
                            slot.giveBack();
                            Waits.pause(Duration.ofMillis(200));
                        }
                        return found == changed;
                    } catch (CaptureException failed) {
                        throw new AssertionError(failed);
                    }
                });
        pool.close();
    }

    @ParameterizedTest
    @CsvSource({"CANCELS,cancelled", "DENIES,did not allow"})
    void whatThePersonRefusesIsSaidInOneSentence(Person person, String words) {
        desktop.backend().person(person);
        assertThat(refusal(source(LIMIT), SCREEN).getMessage()).contains(words);
    }

    @Test
    void aDialogThatNobodyAnswersIsTakenBack() {
        desktop.backend().person(Person.IS_AWAY);
        int before = desktop.backend().takenBack();
        assertThat(refusal(source(Duration.ofSeconds(5)), SCREEN).getMessage())
                .contains("Nobody answered");
        Waits.eventually(
                LIMIT, "the dialog went away", () -> desktop.backend().takenBack() == before + 1);
    }

    private CaptureException refusal(WaylandSource source, CaptureTarget target) {
        CaptureException refused =
                catchThrowableOfType(
                        CaptureException.class,
                        () -> source.prepare(target, true, NanoClock.system(), cancelled));
        assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
        return refused;
    }

    @Test
    void aDialogThatIsNoLongerWantedIsTakenBack() {
        desktop.backend().person(Person.IS_AWAY);
        int before = desktop.backend().takenBack();
        int shown = desktop.backend().dialogs();
        CompletableFuture<ScreenGrabber> opening =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return openChosen();
                    } catch (CaptureException | InterruptedException failed) {
                        throw new AssertionError(failed);
                    }
                });
        Waits.eventually(LIMIT, "the dialog is shown", () -> desktop.backend().dialogs() > shown);
        cancelled.complete(null);
        ExecutionException ended =
                catchThrowableOfType(
                        ExecutionException.class,
                        () -> opening.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertThat(opening.isCompletedExceptionally()).isTrue();
        assertThat(ended == null || ended.getCause() instanceof CancellationException).isTrue();
        Waits.eventually(
                LIMIT, "the dialog went away", () -> desktop.backend().takenBack() == before + 1);
    }

    @Test
    void thePermissionIsKeptUsedOnceAndKeptAnew() throws Exception {
        int before = desktop.backend().dialogs();
        open().close();
        assertThat(desktop.backend().dialogs()).isEqualTo(before + 1);
        String first = Files.readString(token());
        open().close();
        assertThat(desktop.backend().dialogs()).as("no second dialog").isEqualTo(before + 1);
        assertThat(Files.readString(token())).isNotBlank();
        assertThat(Files.getPosixFilePermissions(token())).hasSize(2);

        desktop.backend().remembers(false);
        open().close();
        assertThat(desktop.backend().dialogs())
                .as("a permission that counts no more")
                .isEqualTo(before + 2);
        assertThat(first).isNotBlank();
    }

    @Test
    void anEndByTheDesktopIsNoStillPicture() throws Exception {
        try (ScreenGrabber grabber = open()) {
            desktop.backend().endSession();
            assertThat(awaitEnd(grabber).getMessage()).contains("desktop ended");
        }
    }

    /**
     * The desktop's session itself stays, and names a node that no longer is: only a new one leads
     * to pictures, and the remembered choice gives it without a dialog.
     */
    @Test
    void pipeWireThatIsRestartedIsWaitedForAndTheChoiceGivesItsStreamAgain(@TempDir Path other)
            throws Exception {
        try (WaylandDesktop falling = WaylandDesktop.start(other);
                StreamedScreen before = StreamedScreen.start(falling, 640, 360, "BGRx", 20)) {
            WaylandSource source =
                    new WaylandSource(
                            Optional.of(falling.address()), other.resolve("kept/token"), LIMIT);
            try (ScreenGrabber grabber = prepared(source)) {
                awaitLook(grabber, true);
                assertThat(grabber.patience()).isEqualTo(ScreenGrabber.PATIENCE);
                int dialogs = falling.backend().dialogs();
                assertThat(falling.backend().openSessions()).isEqualTo(1);
                falling.killPipeWire();
                assertThat(awaitEnd(grabber).getMessage()).contains("stream of pictures ended");
                assertThat(grabber.patience()).isGreaterThan(ScreenGrabber.PATIENCE);
                assertThat(falling.backend().openSessions()).as("nobody closed it").isEqualTo(1);
                before.unplug();
                falling.startPipeWire();
                try (StreamedScreen after = StreamedScreen.start(falling, 320, 240, "BGRx", 20)) {
                    assertThat(after.node()).isPositive();
                    Waits.eventually(
                            LIMIT,
                            "the other screen is there",
                            () -> isThere(grabber, FrameFormat.packed(320, 240)));
                    awaitLook(grabber, true);
                    assertThat(falling.backend().dialogs()).as("no dialog").isEqualTo(dialogs);
                    Waits.eventually(
                            LIMIT,
                            "the session before is over",
                            () -> falling.backend().openSessions() == 1);
                }
            }
            Waits.eventually(LIMIT, "all are over", () -> falling.backend().openSessions() == 0);
        }
    }

    private static boolean isThere(ScreenGrabber grabber, FrameFormat format) {
        try {
            grabber.look();
            return grabber.format().equals(format);
        } catch (CaptureException notYet) {
            assertThat(notYet.reason()).isEqualTo(Reason.TARGET_GONE);
            return false;
        }
    }

    private ScreenGrabber prepared(WaylandSource source)
            throws CaptureException, InterruptedException {
        NanoClock clock = NanoClock.system();
        return source.prepare(SCREEN, true, clock, cancelled).open(SCREEN, true, clock);
    }

    @Test
    void aSourceThatIsTakenAwayIsNoStillPicture() throws Exception {
        StreamedScreen other = StreamedScreen.start(desktop, 320, 240, "RGBx", 20);
        try (ScreenGrabber grabber = openChosen();
                FramePool pool = new FramePool(grabber.memory(), 16 << 20)) {
            FramePool.Slot slot = pool.tryAcquire(grabber.format());
            Grab grab = grabber.grab(slot, true);
            int pixel = slot.memory().get(JAVA_INT, grab.format().strideBytes() * 120L + 600);
            assertThat(pixel & 0xffffff).as("red and blue changed places").isEqualTo(0x406080);
            slot.giveBack();
            other.close();
            assertThat(awaitEnd(grabber).getMessage()).contains("ended");

            // a tick that had begun by then still reads what was given
            FramePool.Slot last = pool.tryAcquire(grabber.format());
            grabber.grab(last, true);
            assertThat(last.memory().get(JAVA_INT, grab.format().strideBytes() * 120L + 600))
                    .isEqualTo(pixel);
            last.giveBack();
        } finally {
            other.close();
            screen.close();
            screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
        }
    }

    private static CaptureException awaitEnd(ScreenGrabber grabber) {
        CaptureException[] end = new CaptureException[1];
        Waits.eventually(
                LIMIT,
                "the source is gone",
                () -> {
                    try {
                        grabber.look();
                        return false;
                    } catch (CaptureException gone) {
                        end[0] = gone;
                        return true;
                    }
                });
        assertThat(end[0].reason()).isEqualTo(Reason.TARGET_GONE);
        return end[0];
    }

    @Test
    void aRegionIsCutOutOfWhatTheDialogChose() throws Exception {
        screen.close();
        screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
        NanoClock clock = NanoClock.system();
        CaptureTarget outside = new CaptureTarget.Region(640, 0, 100, 100);
        CaptureException refused =
                catchThrowableOfType(
                        CaptureException.class,
                        () -> source(LIMIT).prepare(outside, true, clock, cancelled));
        assertThat(refused.reason()).isEqualTo(Reason.REGION_OUTSIDE);
        assertThat(refused.getMessage()).contains("640x360");

        screen.close();
        screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
        CaptureTarget part = new CaptureTarget.Region(100, 150, 201, 61);
        GrabberSource allowed = source(LIMIT).prepare(part, true, clock, cancelled);
        try (ScreenGrabber grabber = allowed.open(part, true, clock);
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            assertThat(grabber.format()).isEqualTo(FrameFormat.packed(200, 60));
            awaitLook(grabber, true);
            FramePool.Slot slot = pool.tryAcquire(grabber.format());
            grabber.grab(slot, true);
            int pixel = slot.memory().get(JAVA_INT, 4L * (200 * 59 + 199));
            assertThat(pixel & 0xffffff).isEqualTo(0x406080);
            slot.giveBack();
        }
    }

    @Test
    void whatWasAllowedAndIsNotWantedEndsTheDesktopsSession() throws Exception {
        screen.close();
        screen = StreamedScreen.start(desktop, 640, 360, "BGRx", 20);
        int open = desktop.backend().openSessions();
        GrabberSource allowed = source(LIMIT).prepare(SCREEN, true, NanoClock.system(), cancelled);
        assertThat(desktop.backend().openSessions()).isEqualTo(open + 1);

        allowed.forget();
        allowed.forget();

        Waits.eventually(
                LIMIT, "the session is over", () -> desktop.backend().openSessions() == open);
        assertThat(
                        catchThrowableOfType(
                                        CaptureException.class,
                                        () -> allowed.open(SCREEN, true, NanoClock.system()))
                                .reason())
                .isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void whatOnlyTheDialogCanChooseIsRefused() {
        Map<CaptureTarget, Reason> targets =
                Map.of(
                        new CaptureTarget.Screen(2), Reason.UNKNOWN_SCREEN,
                        new CaptureTarget.Window(0x100), Reason.UNKNOWN_WINDOW);
        targets.forEach((target, reason) -> {
            CaptureException refused =
                    catchThrowableOfType(
                            CaptureException.class,
                            () ->
                                    source(LIMIT)
                                            .prepare(target, true, NanoClock.system(), cancelled));
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.getMessage()).contains("Wayland");
        });
    }
}

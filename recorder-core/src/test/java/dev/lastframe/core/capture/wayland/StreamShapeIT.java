package dev.lastframe.core.capture.wayland;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.Grab;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.StreamedScreen;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.testing.WaylandDesktop;
import dev.lastframe.core.time.NanoClock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a real stream's pictures may look like, and turn into. Each pixel is the numbers' black or
 * white, the screen's one colour, or one that must never be seen.
 */
@Timeout(600)
@Tag("wayland")
final class StreamShapeIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final CaptureTarget SCREEN = new CaptureTarget.Screen(1);
    private static final Set<Integer> COLOURS = Set.of(0, 0xffffff, 0x406080);

    @TempDir private static Path home;

    private static WaylandDesktop desktop;

    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    @BeforeAll
    static void start() {
        desktop = WaylandDesktop.start(home);
    }

    @AfterAll
    static void end() {
        desktop.close();
    }

    private static ScreenGrabber open() throws CaptureException, InterruptedException {
        NanoClock clock = NanoClock.system();
        return new WaylandSource(Optional.of(desktop.address()), home.resolve("kept/token"), LIMIT)
                .prepare(SCREEN, true, clock, new CompletableFuture<>())
                .open(SCREEN, true, clock);
    }

    @ParameterizedTest
    @CsvSource({
        "BGRx,640x360",
        "BGRA,640x360",
        "RGBx,640x360",
        "RGBA,640x360",
        "BGRx,650x360/2816",
        "RGBA,642x362/3072",
    })
    void eachFormatAndLengthOfRowsIsReadAsItIs(String pixels, String shape) throws Exception {
        try (StreamedScreen screen = StreamedScreen.start(desktop, shape, pixels, 20);
                ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            String size = grabber.format().width() + "x" + grabber.format().height();
            assertThat(shape.split("/", -1)[0]).isEqualTo(size);
            assertPicture(grabber, pool);
            Waits.eventually(LIMIT, "it says so", () -> !screen.shown().isEmpty());
        }
    }

    @Test
    void aChangeOfShapeIsSeenAndNothingIsEverReadInTheWrongOne() throws Exception {
        try (StreamedScreen screen = StreamedScreen.start(desktop, "640x360", "BGRx", 30);
                ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            assertThat(grabber.format()).isEqualTo(FrameFormat.packed(640, 360));
            for (String shape :
                    new String[] {"800x450", "360x640", "400x226/1664", "800x452/3328"}) {
                int before = screen.shown().size();
                readUntil(grabber, pool, () -> screen.shown().size() > before + 5);
                screen.shape(shape);
                String size = shape.split("/", -1)[0];
                readUntil(
                        grabber,
                        pool,
                        () -> {
                            FrameFormat now = grabber.format();
                            return size.equals(now.width() + "x" + now.height());
                        });
                int then = screen.shown().size();
                readUntil(grabber, pool, () -> screen.shown().size() > then + 5);
            }
        }
        assertThat(reasons).as("for a moment").isSubsetOf(Set.of(Reason.GRAB_FAILED));
    }

    /** Upright it has the shape of a turned one, whichever way that is. */
    @ParameterizedTest
    @CsvSource({
        "ADDRESSES,BGRx,640x360",
        "FILES,BGRx,640x360",
        "FILES,RGBA,642x362/3072",
        "ADDRESSES,BGRx,650x360/2816",
    })
    void aTurnedMonitorsPictureStandsUpright(String memory, String pixels, String shape)
            throws Exception {
        try (StreamedScreen screen =
                        memory.equals("FILES")
                                ? StreamedScreen.startWithFiles(desktop, shape, pixels, 30)
                                : StreamedScreen.start(desktop, shape, pixels, 30);
                ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            FrameFormat straight = grabber.format();
            int across = straight.height();
            int down = straight.width();
            FrameFormat turned = FrameFormat.packed(across, down);
            for (int quarters : new int[] {1, 2, 3, 0}) {
                screen.turn(quarters);
                int before = screen.shown().size();
                readUntil(grabber, pool, () -> number(grabber, pool) > before + 5);
                assertThat(grabber.format()).isEqualTo(quarters % 2 == 1 ? turned : straight);
            }
        }
        assertThat(reasons).isEmpty();
    }

    /** What the barcode at the top says; negative where it cannot be read. */
    private static int number(ScreenGrabber grabber, FramePool pool) {
        FramePool.Slot slot = pool.tryAcquire(grabber.format());
        assertThat(slot).isNotNull();
        try {
            Grab grab = grabber.grab(slot, true);
            return BarcodePixels.read(slot.memory(), grab.format());
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        } finally {
            slot.giveBack();
        }
    }

    /** Each picture is put together as the encoder does, and grabbed once more as a whole. */
    @ParameterizedTest
    @CsvSource({"BGRx,640x370", "RGBA,642x362/3072"})
    void whatIsCopiedOfAPictureIsAllThatChangedAndNotAllOfIt(String pixels, String shape)
            throws Exception {
        try (StreamedScreen screen = StreamedScreen.start(desktop, shape, pixels, 30);
                ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20);
                Arena arena = Arena.ofConfined()) {
            FrameFormat format = grabber.format();
            MemorySegment kept = arena.allocate(format.sizeBytes());
            Set<Integer> rows = new HashSet<>();
            int[] pictures = new int[1];
            readUntil(
                    () -> screen.shown().size() > 40,
                    () -> {
                        if (look(grabber)) {
                            int written = update(grabber, pool, kept, pictures[0]++ == 0);
                            rows.add(written);
                        }
                    });
            assertThat(pictures[0]).isGreaterThan(5);
            assertThat(rows).contains(format.height());
            rows.remove(format.height());
            assertThat(rows)
                    .as("rows of the numbers")
                    .isNotEmpty()
                    .allMatch(written -> written < format.height() / 2);
        }
    }

    /** Returns how many rows were written. */
    private static int update(
            ScreenGrabber grabber, FramePool pool, MemorySegment kept, boolean whole) {
        FramePool.Slot slot = pool.tryAcquire(grabber.format());
        assertThat(slot).isNotNull();
        try {
            Grab grab = grabber.grab(slot, whole);
            int stride = grab.format().strideBytes();
            for (Rect rows : grab.valid()) {
                assertThat(rows.width()).isEqualTo(grab.format().width());
                MemorySegment.copy(
                        slot.memory(),
                        (long) rows.y() * stride,
                        kept,
                        (long) rows.y() * stride,
                        (long) rows.height() * stride);
            }
            grabber.grab(slot, true);
            assertThat(slot.memory().asSlice(0, kept.byteSize()).mismatch(kept))
                    .as("the first byte that differs")
                    .isEqualTo(-1);
            return grab.valid().stream().mapToInt(Rect::height).sum();
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        } finally {
            slot.giveBack();
        }
    }

    private static void readUntil(Condition condition, Runnable step) {
        Waits.eventually(
                LIMIT,
                "it has come that far",
                () -> {
                    step.run();
                    return condition.holds();
                });
    }

    @Test
    void aSourceThatRestsIsNoStillPictureAndIsReadOnWhenItWorks() throws Exception {
        try (StreamedScreen screen = StreamedScreen.start(desktop, "640x360", "BGRx", 20);
                ScreenGrabber grabber = open();
                FramePool pool = new FramePool(grabber.memory(), 64 << 20)) {
            for (int i = 0; i < 2; i++) {
                int before = screen.shown().size();
                readUntil(grabber, pool, () -> screen.shown().size() > before + 5);
                reasons.clear();
                screen.rests(true);
                readUntil(grabber, pool, () -> reasons.contains(Reason.TARGET_GONE));
                Waits.pause(Duration.ofMillis(500));
                screen.rests(false);
                int then = screen.shown().size();
                readUntil(grabber, pool, () -> screen.shown().size() > then + 5);
                readUntil(
                        grabber,
                        pool,
                        () -> {
                            boolean back = !reasons.contains(Reason.TARGET_GONE);
                            reasons.clear();
                            return back;
                        });
            }
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** Every picture on the way is looked at. */
    private void readUntil(ScreenGrabber grabber, FramePool pool, Condition condition) {
        Waits.eventually(
                LIMIT,
                "it has come that far",
                () -> {
                    if (look(grabber)) {
                        assertPicture(grabber, pool);
                    }
                    return condition.holds();
                });
    }

    private boolean look(ScreenGrabber grabber) {
        try {
            return grabber.look();
        } catch (CaptureException none) {
            reasons.add(none.reason());
            return false;
        }
    }

    private static void assertPicture(ScreenGrabber grabber, FramePool pool) {
        FramePool.Slot slot = pool.tryAcquire(grabber.format());
        assertThat(slot).isNotNull();
        try {
            Grab grab = grabber.grab(slot, true);
            assertThat(grab.format()).isEqualTo(grabber.format());
            assertThat(colours(slot.memory(), grab.format())).isSubsetOf(COLOURS);
        } catch (CaptureException failed) {
            throw new AssertionError(failed);
        } finally {
            slot.giveBack();
        }
    }

    /** Of the rows and columns at its edges, and of those across its middle. */
    private static Set<Integer> colours(MemorySegment pixels, FrameFormat format) {
        Set<Integer> seen = new HashSet<>();
        int right = format.width() - 1;
        int bottom = format.height() - 1;
        for (int y = 0; y <= bottom; y++) {
            for (int x : new int[] {0, right / 2, right}) {
                seen.add(colour(pixels, format, x, y));
            }
        }
        for (int x = 0; x <= right; x++) {
            for (int y : new int[] {0, bottom / 2, bottom}) {
                seen.add(colour(pixels, format, x, y));
            }
        }
        return seen;
    }

    private static int colour(MemorySegment pixels, FrameFormat format, int x, int y) {
        return pixels.get(JAVA_INT, (long) y * format.strideBytes() + 4L * x) & 0xffffff;
    }
}

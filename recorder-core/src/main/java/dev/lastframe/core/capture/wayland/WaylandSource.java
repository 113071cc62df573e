package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens the screen of a Wayland session: the desktop's portal asks the person which, unless it
 * remembers. Nothing is loaded or asked before {@link #prepare}.
 */
public final class WaylandSource implements GrabberSource {

    /** How long the portal's dialog may stay unanswered, unless told otherwise. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration FIRST_PICTURE = Duration.ofSeconds(15);

    private final Optional<String> bus;
    private final Path tokenFile;
    private final Duration patience;

    /**
     * @param bus the address of the session's bus; empty where there is none
     * @param tokenFile where the desktop's permission is kept between recordings
     * @param patience how long a person may take to answer, at least a second
     */
    public WaylandSource(Optional<String> bus, Path tokenFile, Duration patience) {
        this.bus = bus;
        this.tokenFile = tokenFile;
        this.patience = patience;
    }

    @Override
    public Optional<Duration> asks() {
        return Optional.of(patience.multipliedBy(3).plus(FIRST_PICTURE));
    }

    @Override
    public GrabberSource prepare(
            CaptureTarget target, boolean cursor, NanoClock clock, CompletableFuture<?> cancelled)
            throws CaptureException, InterruptedException {
        requireChoosable(target);
        Asking asking =
                new Asking(
                        bus,
                        tokenFile,
                        part(target),
                        cursor,
                        clock,
                        new PictureLine<>(
                                StreamPicture::madeNanos,
                                StreamPicture::streamNanos,
                                StreamPicture::close));
        Feed feed = asking.ask(patience, FIRST_PICTURE, cancelled);
        return new AllowedScreen(WaylandGrabber.of(feed, asking, clock));
    }

    /**
     * Whether the desktop was told to allow the same again without its dialog; it may ask all the
     * same. Touches the disk.
     */
    public boolean remembers() {
        return new RestoreToken(tokenFile).read() != null;
    }

    /** The next dialog chooses anew. Touches the disk. */
    public void forgetChoice() {
        new RestoreToken(tokenFile).replace(null);
    }

    /** The desktop's dialog chooses, and no program can. */
    private static void requireChoosable(CaptureTarget target) throws CaptureException {
        switch (target) {
            case CaptureTarget.Screen(int number) when number == 1 -> {}
            case CaptureTarget.Screen screen ->
                    throw new CaptureException(
                            Reason.UNKNOWN_SCREEN,
                            "On Wayland the desktop's own dialog chooses the screen: leave "
                                    + screen
                                    + " out and choose it there.");
            case CaptureTarget.Window window ->
                    throw new CaptureException(
                            Reason.UNKNOWN_WINDOW,
                            "On Wayland windows have no numbers: leave "
                                    + window
                                    + " out and choose it in the desktop's own dialog.");
            case CaptureTarget.Region region -> {}
        }
    }

    /** In pixels of whatever the dialog chooses. */
    private static @Nullable Rect part(CaptureTarget target) {
        return target instanceof CaptureTarget.Region(int x, int y, int width, int height)
                ? new Rect(x, y, width, height)
                : null;
    }

    @Override
    public ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        throw new CaptureException(
                Reason.WAYLAND,
                "On Wayland a picture of the screen needs the desktop's dialog: record instead.");
    }
}

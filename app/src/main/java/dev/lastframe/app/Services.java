package dev.lastframe.app;

import dev.lastframe.app.desktop.Buses;
import dev.lastframe.app.faults.FaultFile;
import dev.lastframe.app.faults.Faults;
import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.app.fx.RobotGrabber;
import dev.lastframe.app.fx.RobotScreens;
import dev.lastframe.app.picker.DesktopPicture;
import dev.lastframe.app.picker.ScreenPicture;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.capture.wayland.PortalKeys;
import dev.lastframe.core.capture.wayland.WaylandSource;
import dev.lastframe.core.capture.x11.GlibExecutor;
import dev.lastframe.core.capture.x11.X11Awake;
import dev.lastframe.core.capture.x11.X11Connection;
import dev.lastframe.core.capture.x11.X11GlobalKeys;
import dev.lastframe.core.capture.x11.X11Grabber;
import dev.lastframe.core.capture.x11.X11Libraries;
import dev.lastframe.core.capture.x11.X11Windows;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.session.ComputerSound;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingEnvironment;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.sound.SoundListening;
import dev.lastframe.core.sound.SoundMonitor;
import dev.lastframe.core.sound.SoundNews;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: everything that recordings of this process share. Callable from any thread.
 */
public final class Services {

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final int FIRST = 1;

    /** Longer than a stop takes; a process that is asked to end is not left waiting for ever. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(50);

    private final Map<String, String> variables;
    private final boolean x11;
    private final boolean wayland;
    private final Buses buses;

    /** Asks for the screen; empty where it can be looked at. */
    private final Optional<WaylandSource> dialog;

    private final RecordingEnvironment environment;
    private final DisplayGuard displayGuard;
    private final FaultFile faultFile;
    private final Faults faults;
    private final WhoSitsHere whoSitsHere;

    private Services(Map<String, String> variables, Places places, NanoClock clock) {
        this.variables = variables;
        this.whoSitsHere = new WhoSitsHere(variables);
        this.displayGuard = new DisplayGuard(clock);
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        x11 = !os.startsWith("mac") && !os.startsWith("windows");
        wayland = x11 && isWaylandSession();
        buses = x11 ? Buses.of(variables) : Buses.NONE;
        dialog =
                wayland
                        ? Optional.of(
                                new WaylandSource(
                                        buses.session(),
                                        places.state().resolve("wayland-screen"),
                                        patience()))
                        : Optional.empty();
        GrabberSource grabbers = dialog.<GrabberSource>map(asks -> asks).orElse(this::openGrabber);
        faultFile = new FaultFile(places.state(), clock);
        faults = new Faults(faultFile);
        environment =
                new RecordingEnvironment(
                        clock,
                        grabbers,
                        new GlibExecutor(Platform::runLater),
                        EncoderChoice.forThisSystem(),
                        places.active(),
                        ComputerSound.of(os, variables, clock),
                        whoSitsHere::redactor,
                        faults::note);
    }

    /** Makes the services; touches neither display nor disk. */
    public static Services create(Map<String, String> variables, Places places, NanoClock clock) {
        return new Services(variables, places, clock);
    }

    /** Where programs of this session meet. */
    public Buses buses() {
        return buses;
    }

    /** The source of time. */
    public NanoClock clock() {
        return environment.clock();
    }

    /**
     * Whether a window can be shown at all. Asked before JavaFX starts, as it ends with a stack
     * trace.
     */
    public void requireServer() throws CaptureException {
        if (x11) {
            X11Connection.open(null).close();
        }
    }

    /** Whether there is a screen that can be recorded. Asks the display; a few milliseconds. */
    public void requireDisplay() throws CaptureException {
        if (wayland) {
            requireServer(); // JavaFX needs XWayland, and whether there is a portal shows when
            // asked
        } else if (x11) {
            try (X11Connection connection = X11Connection.open(null)) {
                if (connection.isXWayland()) {
                    throw unknownWayland();
                }
            }
        }
    }

    /**
     * What asks the person which screen is recorded, where the desktop shows none to a program that
     * does not ask; empty where there are {@link #screens} to choose from.
     */
    public Optional<WaylandSource> dialog() {
        return dialog;
    }

    /**
     * The screens that there are, primary first; they can be recorded where there is no {@link
     * #dialog}. Asks the display; a few milliseconds.
     */
    public List<ScreenInfo> screens() throws CaptureException {
        if (!x11) {
            return RobotScreens.list();
        }
        try (X11Connection connection = X11Connection.open(null)) {
            if (!wayland && connection.isXWayland()) {
                throw unknownWayland();
            }
            return connection.screens();
        }
    }

    /**
     * The number of the screen that has the pointer; empty where nobody knows. Asks the display; a
     * few milliseconds.
     */
    public OptionalInt screenWithPointer() {
        if (!x11) {
            return OptionalInt.empty();
        }
        try (X11Connection connection = X11Connection.open(null)) {
            return connection.screenWithPointer().stream().mapToInt(ScreenInfo::number).findFirst();
        } catch (CaptureException none) {
            return OptionalInt.empty();
        }
    }

    /**
     * Whether a window is on the screen; true where nobody knows, but in a Wayland session, whose X
     * server does not tell it. Asks the display; a few milliseconds.
     *
     * @param window its number in the window system
     */
    public boolean isShown(long window) {
        if (!x11 || wayland) {
            return !wayland;
        }
        try (X11Connection connection = X11Connection.open(null)) {
            return connection.isShown(window);
        } catch (CaptureException none) {
            return true;
        }
    }

    /** Whether a window manager runs; true where nobody knows. Asks the display; milliseconds. */
    public boolean hasWindowManager() {
        if (!x11) {
            return true;
        }
        try (X11Connection connection = X11Connection.open(null)) {
            return connection.hasWindowManager();
        } catch (CaptureException none) {
            return true;
        }
    }

    /**
     * Whether a compositor draws the screen, which may show what is gone for a moment; true where
     * nobody knows. Asks the display; milliseconds.
     */
    public boolean hasCompositor() {
        if (!x11 || wayland) {
            return true;
        }
        try (X11Connection connection = X11Connection.open(null)) {
            return connection.hasCompositor();
        } catch (CaptureException none) {
            return true;
        }
    }

    /**
     * Takes a window off the screen and out of every list of windows; nothing where that is not
     * known how. Asks the display; a few milliseconds.
     *
     * @param window its number in the window system
     */
    public void withdraw(long window) {
        if (!x11 || wayland) {
            return;
        }
        try (X11Connection connection = X11Connection.open(null)) {
            connection.withdraw(window);
        } catch (CaptureException none) {
            LOG.warn("a window stays on a screen that cannot be reached", none);
        }
    }

    /**
     * Chords that are taken from all other programs. Asks the display, which takes a few
     * milliseconds, or on Wayland the desktop's portal.
     *
     * @param wishes all that will be taken
     * @throws KeysException where there are none; the message says why, as a sentence
     */
    public GlobalKeys globalKeys(List<GlobalKeys.Wish> wishes) throws KeysException {
        if (!x11) {
            throw new KeysException(
                    "On this system Lastframe does not see keys that are pressed in another"
                            + " program.");
        }
        if (wayland) {
            return PortalKeys.open(buses().session(), wishes, clock());
        }
        return X11GlobalKeys.open(null, clock());
    }

    /** Begins a recording on the JavaFX application thread's road. */
    public Recording start(RecordingRequest request, RecordingListener listener) {
        return start(request, listener, CompletableFuture.completedFuture(null));
    }

    /**
     * The same.
     *
     * @param clear completed when the first picture may be taken
     */
    public Recording start(
            RecordingRequest request, RecordingListener listener, CompletableFuture<?> clear) {
        return start(request, environment, listener, clear);
    }

    /**
     * The same of what was asked for already.
     *
     * @param clear completed when the first picture may be taken
     * @param allowed what the {@link #dialog} prepared; owned by the recording from now on
     */
    public Recording start(
            RecordingRequest request,
            RecordingListener listener,
            CompletableFuture<?> clear,
            GrabberSource allowed) {
        Recording recording = start(request, environment.with(allowed), listener, clear);
        // where it ended before it opened anything
        var _ = recording.outcome().whenComplete((outcome, fault) -> allowed.forget());
        return recording;
    }

    private Recording start(
            RecordingRequest request,
            RecordingEnvironment around,
            RecordingListener listener,
            CompletableFuture<?> clear) {
        Recording recording = Recording.start(request, around, listener, clear);
        displayGuard.add(recording);
        faults.follow(recording);
        if (x11) {
            keepAwake(recording);
        }
        return recording;
    }

    /** No screen saver comes over the picture, and no monitor is switched off meanwhile. */
    private static void keepAwake(Recording recording) {
        CompletableFuture<Outcome> ended = recording.outcome();
        Thread.ofVirtual()
                .name("keep-awake")
                .start(() -> {
                    X11Awake awake = X11Awake.open(null);
                    var _ = ended.whenComplete((outcome, fault) -> awake.close());
                });
    }

    /**
     * From now on the recordings are saved when the display goes away, and the process ends. Called
     * after JavaFX has started.
     *
     * @param saved given what became of the recordings that ran; the program should end then, and
     *     if it does not within seconds, the process does with this exit code
     */
    public void watchDisplay(ToIntFunction<List<Outcome>> saved) {
        if (x11) {
            displayGuard.watch(saved);
        }
    }

    /**
     * The program is over and the process about to end: nothing waits for a display that is gone.
     *
     * @return the exit code that was given
     */
    public int ended(int exitCode) {
        displayGuard.end(exitCode);
        return exitCode;
    }

    /**
     * From now on an exception that nobody catches, in any thread, and an end of the process by
     * whatever way save what is being recorded. Called once a process.
     */
    public void guardTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler(faults::uncaught);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("lastframe-exit")
                                .unstarted(() -> faults.endAll(EXIT_PATIENCE)));
    }

    /** Stops and saves everything that runs. Callable by any thread. Never blocks. */
    public CompletableFuture<List<Outcome>> endAll() {
        return faults.endAll();
    }

    /** Whose names are replaced in what leaves the computer. Blocks on the disk. */
    public Identity identity() {
        return whoSitsHere.identity();
    }

    /** The fault of a run before that nobody was told of yet. */
    public FaultFile faultFile() {
        return faultFile;
    }

    /**
     * Begins to look for devices of sound; none is open yet. Returns at once.
     *
     * @param told of every change, by a thread of its own
     */
    public SoundListening listen(Consumer<SoundNews> told) {
        return SoundMonitor.open(environment.sound(), environment.clock(), told);
    }

    /** Loads what a recording needs and finds the encoder. Blocks for about a second, once. */
    public void warmUp() {
        if (x11) {
            X11Libraries.link();
        }
        environment.encoders().warmUp();
    }

    /**
     * Writes a picture of the first screen as PNG. Blocks for a second at most.
     *
     * @throws IOException when there is none; the message is a sentence for a person
     */
    public void photograph(Path png) throws IOException, InterruptedException {
        seen().photograph(png);
    }

    /**
     * Takes a picture of the first screen now, which what is returned writes later. Blocks for some
     * hundredths of a second; called by any thread but the toolkit's.
     *
     * @return says when it is asked where there is none
     */
    public ReportEnvironment.Screen seen() throws InterruptedException {
        try {
            if (!x11) {
                FxToolkit.startWithoutWindow();
            }
            Photograph picture = onItsThread(() -> Photograph.take(this::openGrabber, FIRST, true));
            return png -> write(picture, png);
        } catch (CaptureException none) {
            return png -> {
                throw new IOException(none.getMessage(), none);
            };
        }
    }

    private static void write(Photograph picture, Path png)
            throws IOException, InterruptedException {
        try {
            picture.write(png);
        } catch (ExportException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /**
     * Pictures of all screens without the pointer, and the windows on them. Taken by the toolkit's
     * thread, between whose own requests none of ours may come; called by any other, blocks for
     * some tenths of a second.
     *
     * @throws CaptureException when there are none; the message is a sentence for a person
     */
    public DesktopPicture photograph() throws CaptureException, InterruptedException {
        return onFxThread(() -> {
            List<ScreenPicture> pictures = new ArrayList<>();
            for (ScreenInfo screen : screens()) {
                pictures.add(Photograph.take(this::openGrabber, screen.number(), false).of(screen));
            }
            return new DesktopPicture(pictures, x11 ? X11Windows.list(null) : List.of());
        });
    }

    /** What takes pictures. */
    @FunctionalInterface
    private interface Taking<T> {
        T take() throws CaptureException;
    }

    /** On the thread that may take pictures: this one, or where a robot does it, the toolkit's. */
    private <T> T onItsThread(Taking<T> taking) throws CaptureException, InterruptedException {
        return x11 ? taking.take() : onFxThread(taking);
    }

    private static <T> T onFxThread(Taking<T> taking)
            throws CaptureException, InterruptedException {
        CompletableFuture<T> taken = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                taken.complete(taking.take());
            } catch (CaptureException | RuntimeException | Error failed) {
                taken.completeExceptionally(failed);
            }
        });
        try {
            return taken.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CaptureException refused) {
                throw refused;
            }
            throw new CaptureException(
                    CaptureException.Reason.GRAB_FAILED,
                    "No picture of the screen could be taken (" + failed.getCause() + ").",
                    failed);
        }
    }

    private ScreenGrabber openGrabber(CaptureTarget target, boolean cursor, NanoClock clock)
            throws CaptureException {
        if (!x11) {
            return RobotGrabber.open(target, cursor, clock);
        }
        if (wayland) {
            throw wayland();
        }
        requireDisplay();
        return X11Grabber.open(null, target, cursor, clock);
    }

    /** How long the desktop's dialog may stay unanswered. */
    private static Duration patience() {
        int seconds = Integer.getInteger("lastframe.portal.patience", 0);
        return seconds > 0 ? Duration.ofSeconds(seconds) : WaylandSource.PATIENCE;
    }

    private boolean isWaylandSession() {
        return "wayland".equalsIgnoreCase(variables.getOrDefault("XDG_SESSION_TYPE", ""))
                || !variables.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }

    private static CaptureException wayland() {
        return new CaptureException(
                CaptureException.Reason.WAYLAND,
                "This is a Wayland session, which shows its screen to recordings only: record"
                        + " instead.");
    }

    private static CaptureException unknownWayland() {
        return new CaptureException(
                CaptureException.Reason.WAYLAND,
                "The display is one of a Wayland session, of which the environment says nothing:"
                        + " start Lastframe from that session's own desktop or terminal.");
    }
}

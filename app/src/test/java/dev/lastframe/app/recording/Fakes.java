package dev.lastframe.app.recording;

import dev.lastframe.app.conversion.ConversionListener;
import dev.lastframe.app.conversion.ConversionService;
import dev.lastframe.app.desktop.Question;
import dev.lastframe.app.desktop.Trash;
import dev.lastframe.app.desktop.TrayState;
import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.OpenException;
import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.picker.DesktopPicture;
import dev.lastframe.app.recovery.RecoveryService;
import dev.lastframe.app.settings.Keep;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.recovery.RecoveryListener;
import dev.lastframe.core.recovery.RecoveryResult;
import dev.lastframe.core.session.LedgerSnapshot;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundListening;
import dev.lastframe.core.sound.SoundNews;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A desktop, a disk and a session that a test moves by hand; everything runs in the caller. */
final class Fakes implements RecordingService, RecoveryService, Opener, Later, NanoClock {

    static final ScreenInfo FIRST = new ScreenInfo(1, "DP-1", 0, 0, 1920, 1080, true);
    static final ScreenInfo SECOND = new ScreenInfo(2, "DP-2", 1920, 0, 1280, 1024, false);

    final List<FakeRecording> recordings = new ArrayList<>();
    final List<Settings> saved = new ArrayList<>();
    final List<Path> opened = new ArrayList<>();
    final List<Path> recoveryFolders = new ArrayList<>();

    /** What was reported: the recording or nothing, and the code behind a space. */
    final List<String> reported = new ArrayList<>();

    /** Whether the report is to be seen. */
    boolean reportSeen;

    /** What it was asked to do for a recording. */
    final List<String> reportMoves = new ArrayList<>();

    final FakeDesktop desktop = new FakeDesktop();
    final FakeConversions conversions = new FakeConversions();
    final CompletableFuture<RecoveryResult> recovered = new CompletableFuture<>();
    final Map<String, String> environment = new HashMap<>();
    Optional<Runnable> planned = Optional.empty();

    /** The drawing of a start, apart from all else that is planned. */
    Optional<Runnable> drawing = Optional.empty();

    Duration plannedAfter = Duration.ZERO;
    Optional<FakeDialog> dialog = Optional.empty();
    List<ScreenInfo> screens = List.of(FIRST, SECOND);
    Optional<CaptureException> noScreens = Optional.empty();
    Settings settings =
            Settings.DEFAULTS.withConduct(Settings.DEFAULTS.conduct().withKeepWindow(true));
    Optional<Path> setAside = Optional.empty();
    LastFault lastFault = LastFault.none();
    boolean opens = true;

    /** Of the work in the background. */
    Executor background = Runnable::run;

    OptionalInt screenWithPointer = OptionalInt.empty();
    final CompletableFuture<DesktopPicture> photographed = new CompletableFuture<>();
    final FakeKeys keys = new FakeKeys();
    final FakeSound sound = new FakeSound();
    long nowNanos;
    RecoveryListener recoveryListener = new RecoveryListener() {};
    private final Path home;

    Fakes(Path home) {
        this.home = home;
    }

    WindowServices services() {
        return new WindowServices(
                this,
                this,
                conversions,
                new SettingsStore.Loaded(settings, setAside),
                saved::add,
                Places.of(Map.of(), home, "Linux"),
                environment::get,
                Messages.of(Locale.US),
                keys,
                this,
                this,
                this,
                Runnable::run,
                background,
                lastFault,
                reporter(),
                desktop);
    }

    RecordingViewModel window() {
        RecordingViewModel model = new RecordingViewModel(services());
        model.lookAtScreens();
        model.opened();
        return model;
    }

    private BugReporter reporter() {
        return new BugReporter() {
            @Override
            public void report(Optional<Path> about, String code) {
                String file = about.map(path -> path.getFileName().toString()).orElse("");
                reported.add((file + " " + code).strip());
            }

            @Override
            public void reportScreen(String code, Supplier<CompletionStage<Runnable>> leave) {
                reported.add(("screen " + code).strip());
                leave.get().thenAccept(Runnable::run);
            }

            @Override
            public void rest() {}

            @Override
            public void prepare() {
                reported.add("prepared");
            }

            @Override
            public boolean leave() {
                boolean seen = reportSeen;
                reportSeen = false;
                reportMoves.add("left");
                return seen;
            }

            @Override
            public void comeBack(boolean asIcon) {
                reportMoves.add(asIcon ? "back as an icon" : "back");
            }

            @Override
            public void close() {
                reported.add("closed");
            }
        };
    }

    FakeRecording recording() {
        return recordings.getLast();
    }

    void passes(Duration time) {
        nowNanos += time.toNanos();
    }

    @Override
    public ActiveRecording start(
            RecordingRequest request, RecordingListener listener, CompletableFuture<?> clear) {
        FakeRecording started = new FakeRecording(request, listener, clear);
        recordings.add(started);
        return started;
    }

    @Override
    public List<ScreenInfo> screens() throws CaptureException {
        if (noScreens.isPresent()) {
            throw noScreens.get();
        }
        return screens;
    }

    @Override
    public Optional<ScreenDialog> dialog() {
        return dialog.map(it -> it);
    }

    @Override
    public OptionalInt screenWithPointer() {
        return screenWithPointer;
    }

    @Override
    public CompletionStage<DesktopPicture> photograph() {
        return photographed;
    }

    @Override
    public SoundListening listen(Consumer<SoundNews> told) {
        sound.told = told;
        return sound;
    }

    @Override
    public CompletionStage<?> warmUp() {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public CompletionStage<RecoveryResult> begin(List<Path> folders, RecoveryListener listener) {
        recoveryFolders.addAll(folders);
        recoveryListener = listener;
        return recovered;
    }

    @Override
    public CompletionStage<Void> open(Path file) {
        opened.add(file);
        return opens
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new OpenException("refused"));
    }

    @Override
    public CompletionStage<Void> show(Path file) {
        return open(file);
    }

    /** Time passes until the window shows that a recording starts. */
    void draws() {
        drawing.orElseThrow().run();
    }

    @Override
    public Cancel after(Duration delay, Runnable task) {
        if (delay.equals(Face.START_IS_DRAWN)) {
            drawing = Optional.of(task);
            return () -> drawing = Optional.empty();
        }
        planned = Optional.of(task);
        plannedAfter = delay;
        return () -> planned = Optional.empty();
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant wallTime() {
        return Instant.parse("2026-11-21T14:03:22Z");
    }

    @Override
    public void sleepUntil(long deadlineNanos) {
        nowNanos = Math.max(nowNanos, deadlineNanos);
    }

    /** A desktop whose dialog the test answers. */
    static final class FakeDialog implements ScreenDialog {

        final List<CaptureTarget> asked = new ArrayList<>();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<?> cancelled = new CompletableFuture<>();
        boolean remembers;
        int givenUp;

        @Override
        public CompletionStage<Void> ask(CaptureTarget target, CompletableFuture<?> cancel) {
            asked.add(target);
            answer = new CompletableFuture<>();
            cancelled = cancel;
            return answer;
        }

        @Override
        public void giveUp() {
            givenUp++;
        }

        @Override
        public CompletionStage<Boolean> remembers() {
            return CompletableFuture.completedFuture(remembers);
        }

        @Override
        public CompletionStage<Void> forget() {
            remembers = false;
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Devices that the test plugs in. */
    static final class FakeSound implements SoundListening {

        Consumer<SoundNews> told = news -> {};

        /** What is open; empty while nobody listens. */
        Optional<List<SoundChoice>> open = Optional.empty();

        @Override
        public void listenTo(List<SoundChoice> choices) {
            open = Optional.of(choices);
        }

        @Override
        public void close() {
            open = Optional.empty();
        }
    }

    /** A desktop that notes what it was told. */
    static final class FakeDesktop implements DesktopService {

        final List<String> announced = new ArrayList<>();
        final List<Question> questions = new ArrayList<>();

        /** Who is told of a lock. */
        final List<Runnable> locked = new ArrayList<>();

        int takenBack;

        /** Whether a question is shown; empty: at once. */
        Optional<CompletableFuture<Boolean>> answer = Optional.empty();

        final List<Path> trash = new ArrayList<>();
        boolean refuses;

        @Override
        public CompletionStage<List<Trash.Thrown>> throwAway(Path recording) {
            if (refuses) {
                return CompletableFuture.failedFuture(new java.io.IOException("refused"));
            }
            trash.add(recording);
            return CompletableFuture.completedFuture(
                    List.of(new Trash.Thrown(recording, recording, recording)));
        }

        @Override
        public CompletionStage<Void> takeBack(List<Trash.Thrown> thrown) {
            thrown.forEach(each -> trash.remove(each.from()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> announce(String title, String text) {
            announced.add(title + ": " + text);
            return CompletableFuture.completedFuture(!refuses);
        }

        @Override
        public CompletionStage<Boolean> ask(Question question) {
            questions.add(question);
            return answer.orElseGet(() -> CompletableFuture.completedFuture(!refuses));
        }

        @Override
        public void takeBackQuestion() {
            takenBack++;
        }

        @Override
        public Watch whenLocked(Runnable told) {
            locked.add(told);
            return () -> locked.remove(told);
        }

        /** What stands in the tray; empty while nothing does. */
        Optional<TrayState> tray = Optional.empty();

        /** What a click on it does. */
        Runnable clicked = () -> {};

        int trayTold;

        @Override
        public TrayPlace intoTray(TrayState first, Runnable activated) {
            tray = Optional.of(first);
            clicked = activated;
            return new TrayPlace() {
                @Override
                public void show(TrayState state) {
                    tray = Optional.of(state);
                    trayTold++;
                }

                @Override
                public void close() {
                    tray = Optional.empty();
                }
            };
        }

        @Override
        public boolean isShown(long nativeWindow) {
            return false;
        }

        @Override
        public void withdraw(long nativeWindow) {
            throw new AssertionError("nothing is shown");
        }

        @Override
        public boolean hasWindowManager() {
            return true;
        }

        @Override
        public boolean hasCompositor() {
            return true;
        }
    }

    /** Conversions whose progress the test tells. */
    static final class FakeConversions implements ConversionService {

        final List<List<Path>> asked = new ArrayList<>();
        final List<Keep> keeps = new ArrayList<>();
        ConversionListener listener = new ConversionListener() {};

        @Override
        public void convert(Keep keep, List<Path> recordings, ConversionListener told) {
            asked.add(recordings);
            keeps.add(keep);
            listener = told;
        }
    }

    /** A recording whose states and numbers the test sets. */
    static final class FakeRecording implements ActiveRecording {

        final RecordingRequest request;
        final RecordingListener listener;
        final CompletableFuture<?> clear;
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Duration elapsed = Duration.ZERO;
        LedgerSnapshot ledger = LedgerSnapshot.EMPTY;
        RecordingStatus.Recent recent = new RecordingStatus.Recent(0, 0, 0, -1);
        List<String> warnings = List.of();
        RecordingStatus.PowerLossBound powerLoss =
                new RecordingStatus.PowerLossBound(1000, 4 * 1024 * 1024);
        long freeBytes = 15_000_000_000L;
        long eventFailures;
        RecordingStatus.Parts parts = new RecordingStatus.Parts(1, 0);
        final List<Optional<String>> marks = new ArrayList<>();
        final List<Long> markNanos = new ArrayList<>();
        Map<SoundKind, SoundLevel> soundLevels = Map.of();
        final List<String> loudness = new ArrayList<>();
        boolean paused;
        int stops;
        int looks;

        FakeRecording(
                RecordingRequest request, RecordingListener listener, CompletableFuture<?> clear) {
            this.request = request;
            this.listener = listener;
            this.clear = clear;
        }

        void to(SessionState state) {
            listener.stateChanged(SessionState.IDLE, state, "test");
        }

        void missed(long late, long ticks) {
            ledger =
                    new LedgerSnapshot(
                            ticks, ticks - late, 0, 0, late, 0, 0, 0, 0, ticks - late, 0, 0, 0);
        }

        void saved() {
            ends(Outcome.Result.SAVED, Optional.empty(), "");
        }

        void ends(Outcome.Result result, Optional<Outcome.Reason> reason, String sentence) {
            boolean kept = result == Outcome.Result.SAVED || result == Outcome.Result.CUT;
            Path file = request.folder().resolve(request.name() + ".ts");
            List<Path> files = kept ? List.of(file) : List.of();
            outcome.complete(new Outcome(result, reason, sentence, files, status()));
        }

        @Override
        public RecordingStatus status() {
            looks++;
            return new RecordingStatus(
                    SessionState.RECORDING,
                    elapsed,
                    ledger,
                    recent,
                    new RecordingStatus.Video("libopenh264", "x11-shm", true, 1920, 1080, 30),
                    new RecordingStatus.Queue(8, 8, 1, 3),
                    new RecordingStatus.Ticks(0.7, 1.9, 4.0),
                    new RecordingStatus.Disk(
                            18_000_000,
                            150,
                            15,
                            100_000,
                            freeBytes,
                            84,
                            141,
                            12_000,
                            81_000,
                            eventFailures,
                            powerLoss),
                    parts,
                    warnings);
        }

        @Override
        public void pause() {
            paused = true;
            to(SessionState.PAUSED);
        }

        @Override
        public void resume() {
            paused = false;
            to(SessionState.RECORDING);
        }

        @Override
        public Optional<Mark> mark(Optional<String> text) {
            return mark(text, 0);
        }

        @Override
        public Optional<Mark> mark(Optional<String> text, long nanos) {
            marks.add(text);
            markNanos.add(nanos);
            return paused
                    ? Optional.empty()
                    : Optional.of(
                            new Mark(marks.size(), elapsed.toNanos() / 1000, text.orElse("")));
        }

        @Override
        public Map<SoundKind, SoundLevel> soundLevels() {
            return soundLevels;
        }

        @Override
        public void loudness(SoundKind kind, float gain, boolean muted) {
            loudness.add(kind.id() + " " + (muted ? "muted" : Float.toString(gain)));
        }

        @Override
        public void stop() {
            stops++;
        }

        @Override
        public CompletionStage<Outcome> outcome() {
            return outcome;
        }
    }
}

package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.sound.SoundSystem;
import dev.lastframe.core.storage.BreakableDisk;
import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.testing.BarcodePixels;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.EventSchema;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic screen, the real encoder and real files, all of which a test lets fail. The encoder
 * throws from within: on its thread, in the middle of a picture.
 */
final class Studio implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String SESSION = "lastframe-session";

    /** Several ticks. */
    private static final Duration SLOWNESS = Duration.ofMillis(300);

    private static final Rgb CALM = rgb(SyntheticGrabber.CALM);

    /** What video makes of a colour differs by less. */
    private static final int TOLERANCE = 12;

    private static final EncoderChoice ENCODERS = EncoderChoice.forThisSystem();

    private final Path home;
    private final NanoClock clock;
    private final ExecutorService captureThread = Executors.newSingleThreadExecutor();
    private final SyntheticGrabber screen;
    private final BreakableDisk disk = new BreakableDisk();
    private final List<HealthEvent.Kind> health = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private final AtomicReference<@Nullable Recording> ended = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> deaf = new AtomicReference<>();
    private final List<DurableOutput.Listener> listeners = new CopyOnWriteArrayList<>();
    private Making making =
            new Making(
                    (files, events, policy, time, told) -> {
                        listeners.add(told);
                        return disk.open(files, events, policy, time, told);
                    },
                    Making.REAL.encoders(),
                    Making.LONGEST_PART,
                    Recording.START_PATIENCE,
                    Recording.STOP_BOUND);
    private final Map<SessionState, Runnable> atStates = new ConcurrentHashMap<>();
    private final Map<HealthEvent.Kind, Runnable> atHealth = new ConcurrentHashMap<>();
    private SoundSystem sound = SoundSystem.none();
    private GrabberSource pictures;
    private int width = 320;
    private volatile boolean sessionIsSlow;

    Studio(Path home) throws IOException {
        this(home, NanoClock.system());
    }

    Studio(Path home, NanoClock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        this.screen = new SyntheticGrabber(clock, 320, 180);
        this.pictures = (target, cursor, time) -> screen;
        Files.createDirectories(folder());
    }

    // ---- what a test does

    Recording records() {
        return records(request());
    }

    Recording records(RecordingRequest request) {
        return records(request, CompletableFuture.completedFuture(null));
    }

    /**
     * The same.
     *
     * @param clear completed when the first picture may be taken
     */
    Recording records(RecordingRequest request, CompletableFuture<?> clear) {
        return Recording.start(request, environment(), new Told(), clear, making);
    }

    void partLength(Duration length) {
        making =
                new Making(
                        making.outputs(),
                        making.encoders(),
                        length,
                        making.startPatience(),
                        making.stopBound());
    }

    void encoders(Making.Encoders encoders) {
        making =
                new Making(
                        making.outputs(),
                        encoders,
                        making.partLength(),
                        making.startPatience(),
                        making.stopBound());
    }

    void outputs(Making.Outputs outputs) {
        making =
                new Making(
                        outputs,
                        making.encoders(),
                        making.partLength(),
                        making.startPatience(),
                        making.stopBound());
    }

    /** What there is to be heard; nothing by default. */
    void hears(SoundSystem system) {
        sound = system;
    }

    Making making() {
        return making;
    }

    void stopBound(Duration bound) {
        making =
                new Making(
                        making.outputs(),
                        making.encoders(),
                        making.partLength(),
                        making.startPatience(),
                        bound);
    }

    void startPatience(Duration patience) {
        making =
                new Making(
                        making.outputs(),
                        making.encoders(),
                        making.partLength(),
                        patience,
                        making.stopBound());
    }

    /** Where pictures come from; the synthetic screen by default. */
    void pictures(GrabberSource source) {
        pictures = source;
    }

    /** Run on the thread that tells it, when the recording has come to this state. */
    void when(SessionState state, Runnable task) {
        atStates.put(state, task);
    }

    /** Run on the thread that tells it, each time. */
    void when(HealthEvent.Kind kind, Runnable task) {
        atHealth.put(kind, task);
    }

    /** A recording that has ended has no threads; until then its folder changes. */
    void awaitNoSession() {
        Waits.eventually(
                LIMIT,
                "the session's thread has ended",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(it -> it.getName().equals(SESSION)));
    }

    /** Once, while it works on one of the next pictures; returns when it has. */
    void encoderThrows(Throwable fault) {
        thrown.set(fault);
        width -= 2;
        screen.resize(width, 180);
        Waits.eventually(LIMIT, "the encoder threw", () -> thrown.get() == null);
    }

    /** The recording is stopped by the encoder's own thread, just before it throws. */
    void endsWhenTheEncoderThrows(Recording recording, Throwable fault) {
        ended.set(recording);
        encoderThrows(fault);
    }

    /** What the session sends to the capture thread has been done, and seen, when it goes on. */
    void sessionIsSlow() {
        sessionIsSlow = true;
    }

    private void onCaptureThread(Runnable task) {
        captureThread.execute(task);
        if (sessionIsSlow && Thread.currentThread().getName().equals(SESSION)) {
            Waits.pause(SLOWNESS);
        }
    }

    /** A listener that throws what nobody catches for it, on the session's thread. */
    void nextStateChangeThrows(Error fault) {
        deaf.set(fault);
    }

    /** Lets the disk thread of the first part tell something. */
    void tells(Consumer<DurableOutput.Listener> what) {
        what.accept(listeners.getLast());
    }

    void deletes(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // ---- what there is

    BreakableDisk disk() {
        return disk;
    }

    SyntheticGrabber screen() {
        return screen;
    }

    ExecutorService captureThread() {
        return captureThread;
    }

    /** The folder that was chosen. */
    Path folder() {
        return home.resolve("chosen");
    }

    /** The default folder, which does not exist yet. */
    Path usual() {
        return home.resolve("usual");
    }

    Path rescued() {
        return home.resolve("state/rescued");
    }

    RecordingEnvironment environment() {
        return new RecordingEnvironment(
                clock,
                pictures,
                this::onCaptureThread,
                ENCODERS,
                home.resolve("active"),
                sound,
                () -> new Redactor(Identity.NOBODY),
                faults::add);
    }

    RecordingRequest request() {
        return named("clip");
    }

    RecordingRequest named(String name) {
        return named(name, 30);
    }

    RecordingRequest named(String name, int fps) {
        return new RecordingRequest(
                        new CaptureTarget.Screen(1),
                        fps,
                        Preset.INSTANT,
                        Optional.empty(),
                        true,
                        folder(),
                        name,
                        false,
                        8,
                        RecordingRequest.DEFAULT_POOL_BYTES,
                        List.of())
                .withRefuges(
                        List.of(
                                new Refuge(folder(), true),
                                new Refuge(usual(), true),
                                new Refuge(rescued(), true)));
    }

    List<HealthEvent.Kind> health() {
        return health;
    }

    List<Fault> faults() {
        return faults;
    }

    List<String> names(String child) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(child))) {
            return new ArrayList<>(files.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    long activeNotes() throws IOException {
        return names("active").size();
    }

    /** The plain fields of each line. */
    List<Map<String, String>> events(Path file) throws IOException {
        List<Map<String, String>> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            events.add(fields(line));
        }
        return events;
    }

    private static Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return fields;
    }

    // ---- what a test waits for and asserts

    void awaitEncoded(Recording recording, long frames) {
        Waits.eventually(
                LIMIT,
                frames + " encoded frames",
                () -> recording.status().ledger().encoded() >= frames);
    }

    void awaitEncodedMore(Recording recording, long frames) {
        awaitEncoded(recording, recording.status().ledger().encoded() + frames);
    }

    void awaitParts(Recording recording, int count) {
        Waits.eventually(
                LIMIT, count + " parts", () -> recording.status().parts().count() >= count);
    }

    Outcome awaitEnd(Recording recording) {
        return recording.outcome().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The files decode without damage, to as many pictures as the ledger says, which balances. */
    void assertDecodedFramesAreTheEncoded(Outcome outcome) {
        LedgerSnapshot ledger = outcome.status().ledger();
        assertThat(ledger.balances()).as("%s", ledger).isTrue();
        assertThat(ledger.inFlight()).isZero();
        long decoded = 0;
        for (Path file : outcome.files()) {
            Ffmpeg.requireUndamaged(file);
            decoded += Ffmpeg.probe(file).frames();
        }
        assertThat(decoded).isEqualTo(ledger.encoded()).isPositive();
    }

    /** Each frame that was abandoned is told of in this file of events. */
    void assertAbandonedAreTold(Path file, Outcome outcome) throws IOException {
        long told =
                events(file).stream()
                        .filter(event -> "abandoned".equals(event.get("reason")))
                        .mapToLong(event -> Long.parseLong(event.get("count")))
                        .sum();
        assertThat(told).isEqualTo(outcome.status().ledger().abandoned());
    }

    /**
     * The files show the numbered screen: no number twice, none out of order, none damaged, each
     * picture whole from a file's first one on.
     *
     * @return the numbers of each file
     */
    List<List<Integer>> assertShowTheScreen(Outcome outcome) {
        List<List<Integer>> numbers = new ArrayList<>();
        for (Path file : outcome.files()) {
            VideoInfo info = Ffmpeg.probe(file);
            DecodedVideo video =
                    Ffmpeg.decode(
                            file,
                            BarcodePixels.layout(FrameFormat.packed(info.width(), info.height())));
            assertThat(video.unreadable()).as("unreadable in %s", file).isZero();
            assertThat(video.torn()).as("torn in %s", file).isZero();
            assertThat(video.numbers()).as("%s", file).isNotEmpty();
            // the last one is whole anyway
            int count = video.numbers().size();
            for (int index : List.of(0, Math.max(0, count - 2), count - 1)) {
                Rgb middle = Ffmpeg.rgbAt(file, index, info.width() / 2, info.height() / 2);
                assertThat(middle.near(CALM, TOLERANCE))
                        .as("%s in picture %s of %s", middle, index, file)
                        .isTrue();
            }
            numbers.add(video.numbers());
        }
        assertThat(numbers.stream().flatMap(List::stream).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        return numbers;
    }

    private static Rgb rgb(int packed) {
        return new Rgb(packed >> 16 & 0xff, packed >> 8 & 0xff, packed & 0xff);
    }

    @Override
    public void close() throws IOException {
        disk.release();
        captureThread.shutdownNow();
        EventSchema.checkAll(home);
    }

    private final class Told implements RecordingListener {

        @Override
        public void stateChanged(SessionState from, SessionState to, String reason) {
            atStates.getOrDefault(to, () -> {}).run();
            Error fault = deaf.getAndSet(null);
            if (fault != null) {
                throw fault;
            }
        }

        @Override
        public void health(HealthEvent event) {
            health.add(event.kind());
            atHealth.getOrDefault(event.kind(), () -> {}).run();
            if (event.kind() != HealthEvent.Kind.SIZE_CHANGED) {
                return;
            }
            Throwable now = thrown.getAndSet(null);
            Recording stopped = ended.getAndSet(null);
            if (stopped != null) {
                stopped.close();
                Waits.eventually(LIMIT, "it stops", () -> stopped.state() == SessionState.STOPPING);
            }
            switch (now) {
                case Error fault -> throw fault;
                case RuntimeException fault -> throw fault;
                case null -> {}
                default -> throw new UncheckedIOException(new IOException(now));
            }
        }
    }
}

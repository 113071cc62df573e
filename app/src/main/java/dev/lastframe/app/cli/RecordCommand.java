package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.control.ControlServer;
import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.session.ForceTuning;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.QueueCapacity;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.storage.NameTemplate;
import dev.lastframe.core.storage.OwnerOnly;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Records without a window, on the same road as the window: the JavaFX application thread captures.
 * Ends after its time or at a signal.
 */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = "Records at once, until its time is over or it is interrupted.",
        footer = {
            "",
            "Prints the path of the recording, and on standard error what it had to do without."
                    + " Ctrl-C stops and saves.",
        })
final class RecordCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordCommand.class);

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream out;
    private final PrintStream err;
    private final AfterStop afterStop;

    /** From now on there is a recording, whose outcome is told as always. */
    private volatile boolean begun;

    /** It has ended; a signal from now on ends what is made of it. */
    private volatile boolean recorded;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "how long, for example 15s, 2m or 1h30m; without it until interrupted")
    private @Nullable Duration length;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "the file to write, ending in .ts; it must not exist")
    private @Nullable Path outputFile;

    @Option(
            names = "--screen",
            paramLabel = "N",
            description = "the screen to record, counted from 1 (default: 1)")
    private @Nullable Integer screen;

    @Option(
            names = "--region",
            paramLabel = "X,Y,WxH",
            converter = RegionConverter.class,
            description = "the part of the desktop to record, in pixels")
    private CaptureTarget.@Nullable Region region;

    @Option(
            names = "--window",
            paramLabel = "ID",
            converter = WindowConverter.class,
            description =
                    "the window to record with its frame, wherever it is moved, by its number as"
                            + " xwininfo and xdotool tell it; ends when it is closed")
    private CaptureTarget.@Nullable Window window;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "frames a second, 1 to 120 (default: 30)")
    private int fps = 30;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "instant (small files, the default) or studio (higher quality)")
    private String preset = Preset.INSTANT.id();

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            description =
                    "FFmpeg's name of an encoder, such as libopenh264; by default the best that"
                            + " works")
    private @Nullable String encoder;

    @Option(
            names = "--no-sound",
            description = "record no sound; by default what the computer plays is recorded")
    private boolean noSound;

    @Option(
            names = "--microphone",
            description = "record the microphone too, mixed with what the computer plays")
    private boolean microphone;

    @Option(
            names = "--microphone-track",
            description =
                    "record the microphone into a track of its own: a file NAME.microphone.ts, and"
                            + " the second track of the MP4")
    private boolean microphoneTrack;

    @Option(names = "--no-cursor", description = "leave the pointer out of the picture")
    private boolean noCursor;

    @Option(
            names = "--tail",
            paramLabel = "FILE",
            description =
                    "the log of the application under test, followed beside the video without"
                            + " names and secrets; may be given several times")
    private List<Path> tails = List.of();

    @Option(
            names = "--no-input",
            description = "keep nothing of pointer, clicks and keys beside the picture")
    private boolean noInput;

    @Option(names = "--json", description = "print the outcome as one JSON object")
    private boolean json;

    RecordCommand(
            Map<String, String> environment, Places places, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
        this.afterStop = new AfterStop(places);
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        // First of all: a signal from now on stops and saves, whatever has begun by then.
        CompletableFuture<Void> stopRequest = new CompletableFuture<>();
        Signals.onStopRequest(() -> {
            boolean first = stopRequest.complete(null);
            afterStop.signalled(!first || recorded);
        });
        try {
            return run(stopRequest);
        } catch (RuntimeException | Error fault) {
            LOG.error("a fault of the program", fault);
            return refuse(
                    Outcome.Reason.INTERNAL,
                    "Lastframe failed: " + fault + ". The log in " + places.state() + " says more.",
                    List.of());
        }
    }

    private int run(CompletableFuture<Void> stopRequest) throws InterruptedException {
        NanoClock clock = NanoClock.system();
        SettingsStore.Loaded settings;
        try (SettingsStore store = new SettingsStore(places.settingsFile(), clock)) {
            settings = store.load();
        }
        Preset chosen = presetOf(preset);
        QueueCapacity capacity =
                QueueCapacity.resolve(chosen, environment::get, settings.settings()::lookup);
        ForceTuning forcing =
                ForceTuning.resolve(chosen, environment::get, settings.settings()::lookup);
        List<String> warnings = new ArrayList<>(capacity.warnings());
        warnings.addAll(forcing.warnings());
        settings.setAside()
                .ifPresent(aside ->
                        warnings.add(
                                "The settings could not be read; they are kept as " + aside + "."));
        Target where;
        try {
            where = target(clock, settings.settings());
        } catch (IOException refused) {
            return refuse(
                    Outcome.Reason.FOLDER_UNWRITABLE,
                    "The folder for recordings cannot be made: " + refused + ".",
                    warnings);
        }
        Services services;
        try {
            services = Services.create(environment, places, clock);
            services.guardTheProcess();
            services.requireDisplay();
            FxToolkit.startWithoutWindow();
            // The outcome ends the program as always.
            services.watchDisplay(ended -> displayLost(ended, warnings));
        } catch (CaptureException noDisplay) {
            Outcome.Reason reason =
                    noDisplay.reason() == CaptureException.Reason.WAYLAND
                            ? Outcome.Reason.WAYLAND
                            : Outcome.Reason.NO_DISPLAY;
            return refuse(reason, String.valueOf(noDisplay.getMessage()), warnings);
        }
        RecordingRequest request =
                new RecordingRequest(
                                wanted(),
                                fps,
                                chosen,
                                Optional.ofNullable(encoder),
                                !noCursor,
                                where.folder,
                                where.name,
                                where.exact,
                                capacity.frames(),
                                RecordingRequest.DEFAULT_POOL_BYTES,
                                forcing.policy(),
                                warnings)
                        .withEvents(events(settings.settings().events()))
                        .withSound(sound(settings.settings().sound()));
        tails.stream().filter(Files::notExists).forEach(this::sayThatItIsWaitedFor);
        boolean elsewhere = !settings.settings().onlyChosenFolder();
        RecordInstance instance = new RecordInstance(clock);
        Outcome outcome;
        try (var _ = ControlServer.ofRecord(places.runtime(), instance)) {
            outcome =
                    record(
                            services,
                            elsewhere ? request.withRefuges(places.refuges()) : request,
                            instance,
                            stopRequest);
        }
        recorded = true;
        if (outcome.reason().equals(Optional.of(Outcome.Reason.DISPLAY_LOST))) {
            afterStop.signalled(true); // the process has seconds to live
        }
        AfterStop.Files made = afterStop.convert(settings.settings().keep(), outcome.files());
        if (!json) {
            outcome.status().warnings().stream()
                    .filter(warning -> !warning.equals(outcome.sentence()))
                    .forEach(err::println);
        }
        if (outcome.result() == Outcome.Result.SAVED) {
            made.problems().forEach(err::println);
        }
        return services.ended(
                tell(OutcomeJson.with(outcome, made.files(), made.problems()), made.recordings()));
    }

    private SoundPlan sound(SoundSettings chosen) {
        return chosen.withMicrophoneApart(microphoneTrack || chosen.microphoneApart())
                .plan(!noSound, microphone || microphoneTrack);
    }

    private CaptureTarget wanted() {
        CaptureTarget part = region != null ? region : window;
        return part != null ? part : new CaptureTarget.Screen(screen == null ? 1 : screen);
    }

    /** The logs of the settings, and those of this call. */
    private EventOptions events(EventOptions chosen) {
        EventOptions kept = noInput ? chosen.withInput(false) : chosen;
        return kept.withTails(
                Stream.concat(chosen.tails().stream(), tails.stream())
                        .map(log -> log.toAbsolutePath().normalize())
                        .distinct()
                        .toList());
    }

    private Outcome record(
            Services services,
            RecordingRequest request,
            RecordInstance instance,
            CompletableFuture<Void> stopRequest) {
        begun = true;
        Recording recording = services.start(request, new RecordingListener() {});
        instance.begun(new RunningRecording(recording, request.target()));
        var _ = stopRequest.thenRun(recording::close);
        if (length != null) {
            recording.stopAfter(length);
        }
        return recording.outcome().join();
    }

    /** Called by a thread of its own; the main thread tells what became of a recording. */
    private int displayLost(List<Outcome> ended, List<String> warnings) {
        afterStop.signalled(true);
        if (!ended.isEmpty()) {
            return ExitCode.of(ended.getFirst());
        }
        return begun
                ? ExitCode.FAULT
                : refuse(
                        Outcome.Reason.DISPLAY_LOST,
                        "The display went away. Log in again and record again.",
                        warnings);
    }

    /**
     * @param named what is printed where no JSON is asked for
     */
    private int tell(Outcome outcome, List<Path> named) {
        int code = ExitCode.of(outcome, encoder != null);
        if (code != ExitCode.SAVED && !outcome.sentence().isEmpty()) {
            err.println(outcome.sentence());
        }
        if (json && code != ExitCode.USAGE) {
            out.println(OutcomeJson.of(outcome));
        } else if (code != ExitCode.USAGE) {
            named.forEach(out::println);
        }
        return code;
    }

    private int refuse(Outcome.Reason reason, String sentence, List<String> warnings) {
        return tell(OutcomeJson.refused(reason, sentence, warnings), List.of());
    }

    /** No warning: an application may make its log when it is started. */
    private void sayThatItIsWaitedFor(Path log) {
        err.println("The log " + log + " is not there yet: its lines are kept from when it is.");
    }

    private void check() {
        for (Path log : tails) {
            if (Files.isDirectory(log)) {
                throw wrong("--tail " + log + " is a folder: name the log's file");
            }
        }
        if (fps < RecordingRequest.MIN_FPS || fps > RecordingRequest.MAX_FPS) {
            throw wrong("--fps " + fps + " is not between 1 and 120");
        }
        if (Stream.of(screen, region, window).filter(Objects::nonNull).count() > 1) {
            throw wrong("--screen, --region and --window exclude one another");
        }
        if (screen != null && screen < 1) {
            throw wrong("--screen " + screen + " does not exist: screens are counted from 1");
        }
        if (noSound && microphone) {
            throw wrong("--no-sound and --microphone exclude each other");
        }
        if (noSound && microphoneTrack) {
            throw wrong("--no-sound and --microphone-track exclude each other");
        }
        presetOf(preset);
        Path file = outputFile;
        if (file == null) {
            return;
        }
        if (!String.valueOf(file.getFileName()).endsWith(RecordingFiles.PUBLISHED)
                || String.valueOf(file.getFileName()).equals(RecordingFiles.PUBLISHED)) {
            throw wrong("--output " + file + " must be a file that ends in .ts");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong("--output " + file + " exists already: choose another name");
        }
    }

    private Preset presetOf(String name) {
        for (Preset candidate : Preset.values()) {
            if (candidate.id().equals(name)) {
                return candidate;
            }
        }
        throw wrong("--preset " + name + " does not exist: choose instant or studio");
    }

    private ParameterException wrong(String text) {
        CommandSpec s = spec;
        if (s == null) {
            throw new IllegalStateException("picocli did not set the command");
        }
        return new ParameterException(s.commandLine(), text);
    }

    private record Target(Path folder, String name, boolean exact) {}

    private Target target(NanoClock clock, Settings settings) throws IOException {
        Path file = outputFile;
        if (file != null) {
            try {
                Path absolute = file.toAbsolutePath().normalize();
                String fileName = String.valueOf(absolute.getFileName());
                Path parent = absolute.getParent();
                return new Target(
                        parent == null ? absolute : parent,
                        fileName.substring(
                                0, fileName.length() - RecordingFiles.PUBLISHED.length()),
                        true);
            } catch (InvalidPathException odd) {
                throw new IOException(odd);
            }
        }
        Path recordings = settings.folder().orElse(places.recordings());
        OwnerOnly.createFolders(recordings);
        NameTemplate template = new NameTemplate(settings.nameTemplate());
        return new Target(
                recordings, template.at(clock.wallTime().atZone(ZoneId.systemDefault())), false);
    }
}

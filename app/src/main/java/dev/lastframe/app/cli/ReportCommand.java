package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.bugreport.Reports;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Description;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.Report;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportOrder;
import dev.lastframe.core.report.ReportResult;
import dev.lastframe.core.report.SoundWish;
import dev.lastframe.core.time.NanoClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes a bug report, without a window. A signal ends it; nothing is left then, and a recording
 * that it is of goes on.
 */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes a private zip for a bug report, of a recording or without one.",
        footer = {
            "",
            "Without FILE it is of the recording that is being made, which goes on; where none",
            "is, it holds a picture of the screen, the log and what the computer is. Names,",
            "paths, addresses, tokens and keys are replaced in every text before it is written.",
            "Nothing is sent anywhere. Prints the path of what was made: of the zip, or, for",
            "github and gitlab, of a folder with recording.mp4, the zip and description.md.",
            "Pictures and sound are not changed: look and listen before you give them away. The",
            "microphone goes along only with --microphone.",
            "",
            "Exit codes: 0 made; 2 wrong usage, or FILE is no recording; 3 the recording has no",
            "picture yet; 4 it was not written; 6 it cannot be made so small.",
        })
final class ReportCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ReportCommand.class);

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream out;
    private final PrintStream err;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "the recording: .ts, .mp4 or .recording.ts")
    private @Nullable Path file;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "how much of its end, for example 15s or 2m (default: 30s)")
    private @Nullable Duration last;

    @Option(
            names = "--for",
            paramLabel = "WHERE",
            converter = Destinations.class,
            description =
                    "where it goes: github, gitlab, jira, email or any (default: any); decides how"
                            + " large it may be")
    private @Nullable Destination destination;

    @Option(
            names = "--fit",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description = "the most that the zip may have, for example 10MB; goes before --for")
    private @Nullable Long fit;

    @Option(
            names = "--output",
            paramLabel = "ZIP",
            description =
                    "the zip or folder to write; it must not exist (default: name.report.zip or"
                            + " name.report beside the recording)")
    private @Nullable Path output;

    @Option(
            names = "--no-sound",
            description =
                    "leave all sound out; by default what the computer played goes along, where no"
                            + " microphone was mixed in")
    private boolean noSound;

    @Option(
            names = "--microphone",
            description = "take the microphone along, and sound that it was mixed into")
    private boolean microphone;

    ReportCommand(
            Map<String, String> environment, Places places, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Thread here = Thread.currentThread();
        Signals.onStopRequest(here::interrupt);
        Duration length = last;
        Long size = fit;
        Destination where = destination;
        ReportOrder order =
                new ReportOrder(
                        Optional.ofNullable(file),
                        length == null ? ReportOrder.DEFAULT_LAST : length,
                        where == null ? Destination.ANY : where,
                        size == null ? OptionalLong.empty() : OptionalLong.of(size),
                        Optional.ofNullable(output),
                        Description.DRAFT,
                        sound());
        try {
            ReportResult made = report().make(order, Progress.NONE);
            out.println(made.made());
            return ExitCode.SAVED;
        } catch (ReportException failed) {
            LOG.warn("no report was made", failed);
            err.println(failed.getMessage());
            return code(failed.kind());
        } catch (InterruptedException asked) {
            err.println("Stopped: no report was made.");
            return ExitCode.NOTHING_WRITTEN;
        }
    }

    private SoundWish sound() {
        if (noSound && microphone) {
            CommandSpec known = spec;
            throw new ParameterException(
                    Objects.requireNonNull(known).commandLine(),
                    "--no-sound and --microphone exclude each other");
        }
        return noSound ? SoundWish.NONE : microphone ? SoundWish.ALL : SoundWish.NO_MICROPHONE;
    }

    private Report report() {
        NanoClock clock = NanoClock.system();
        Settings settings;
        try (SettingsStore store = new SettingsStore(places.settingsFile(), clock)) {
            settings = store.load().settings();
        }
        return Reports.of(
                environment,
                places,
                settings,
                Services.create(environment, places, clock),
                clock,
                new LiveNumbers(places));
    }

    private static int code(ReportException.Kind kind) {
        return switch (kind) {
            case UNREADABLE, EXISTS -> ExitCode.USAGE;
            case NOTHING_CAPTURED -> ExitCode.NOTHING_CAPTURED;
            case UNWRITABLE -> ExitCode.NOTHING_WRITTEN;
            case DOES_NOT_FIT -> ExitCode.TOO_LARGE;
            case FAILED -> ExitCode.FAULT;
        };
    }
}

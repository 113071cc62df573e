package dev.lastframe.app.cli;

import dev.lastframe.app.settings.Places;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Reads the words, runs what they ask for, and says how it ended. Used by the main thread, once a
 * process.
 */
public final class CommandLineProgram {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLineProgram.class);

    /** Given by {@code toggle} to the window that it starts: when the person pressed. */
    static final String PRESSED = "--pressed";

    /** Given by the desktop where an unfinished recording was double-clicked. */
    static final String OPEN = "--open";

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream out;
    private final PrintStream err;

    public CommandLineProgram(
            Map<String, String> environment, Places places, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
    }

    /** Runs to the end and returns the exit code. */
    public int run(String[] args) {
        CommandLine commands =
                new CommandLine(new Root())
                        .addSubcommand("record", new RecordCommand(environment, places, out, err))
                        .addSubcommand("recover", new RecoverCommand(places, out, err))
                        .addSubcommand("report", new ReportCommand(environment, places, out, err))
                        .addSubcommand("export", new ExportCommand(out, err, isTerminal()));
        new ControlCommands(environment, places, out, err).all().forEach(commands::addSubcommand);
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    LOG.error("a fault of the program", fault);
                    err.println(
                            "Lastframe failed: "
                                    + fault
                                    + ". The log in "
                                    + places.state()
                                    + " says more.");
                    return ExitCode.FAULT;
                })
                .setParameterExceptionHandler((wrong, words) -> usage(sentence(wrong)));
        return commands.execute(args);
    }

    @SuppressWarnings("SystemConsoleNull") // null in a runtime without the module jdk.internal.le
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private int usage(String sentence) {
        err.println(sentence);
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException wrong) {
        String text = String.valueOf(wrong.getMessage());
        String firstLine = Arrays.asList(text.split("\\R", 2)).getFirst();
        String ended = firstLine.endsWith(".") ? firstLine : firstLine + ".";
        return Character.toUpperCase(ended.charAt(0))
                + ended.substring(1)
                + " See \"lastframe --help\".";
    }

    /** The program without a command: the window. */
    @Command(
            name = "lastframe",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Records the screen for a bug report. Without a command it opens the window.",
            footer = {
                "",
                "Exit codes: 0 saved; 1 a fault of the program; 2 wrong usage; 3 nothing could be",
                "captured, or no Lastframe runs that could be spoken to; 4 nothing could be written",
                "or read; 5 saved, but cut short; 6 it cannot be made as small as was asked.",
            })
    private final class Root implements java.util.concurrent.Callable<Integer> {

        @Option(names = PRESSED, hidden = true)
        private @Nullable Long pressedNanos;

        @Option(names = OPEN, hidden = true, arity = "0..1")
        private @Nullable Path opened;

        @Override
        public Integer call() {
            Long nanos = pressedNanos;
            return new WindowProgram(environment, places, out, err)
                    .run(
                            nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos),
                            // the menu starts it without a file
                            Optional.ofNullable(opened)
                                    .filter(named -> !named.toString().isEmpty()));
        }
    }

    /** The version as the build wrote it. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"Lastframe " + (version == null ? "(development)" : version)};
        }
    }
}

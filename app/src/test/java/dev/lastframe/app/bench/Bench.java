package dev.lastframe.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * The benchmark. Exit code 0 when everything could be measured, whatever the figures; 1 with a
 * sentence when a recording failed; 2 for a wrong option.
 */
public final class Bench {

    private static final String REPORT = System.getProperty("lastframe.bench.report", "bench.md");

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        BenchOptions options = new BenchOptions();
        CommandLine line = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        int code = 2;
        try {
            if (CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
                code = 0;
            } else if (!options.complaint().isEmpty()) {
                err.println(options.complaint());
            } else {
                code = run(options, out, err);
            }
        } catch (CommandLine.ParameterException wrong) {
            err.println(wrong.getMessage());
        } catch (IllegalStateException | BenchFailure | UncheckedIOException failed) {
            err.println("The benchmark could not begin: " + failed.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static int run(BenchOptions options, PrintStream out, PrintStream err)
            throws IOException {
        Machine machine = Machine.here();
        Results results = new Results();
        Programme programme = new Programme(options, results, err);
        String failure = "";
        try {
            programme.measure();
        } catch (BenchFailure | IllegalStateException | UncheckedIOException | AssertionError e) {
            failure = String.valueOf(e.getMessage());
        }
        // After a failure in the middle, too: what was measured holds.
        String head = machine.with(programme.versions()) + "\n\n" + Notes.TEXT + "\n\n";
        out.println();
        out.println(head + results.table().text());
        write(head + results.table().markdown());
        out.println();
        out.println("The same as Markdown: " + Path.of(REPORT).toAbsolutePath());
        if (!failure.isEmpty()) {
            err.println();
            err.println("The benchmark failed: " + failure);
            return 1;
        }
        return 0;
    }

    private static void write(String markdown) throws IOException {
        Path report = Path.of(REPORT).toAbsolutePath();
        Path folder = report.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(report, markdown + "\n");
    }
}

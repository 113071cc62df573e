package dev.lastframe.app.cli;

import dev.lastframe.app.conversion.ConversionListener;
import dev.lastframe.app.conversion.Conversions;
import dev.lastframe.app.settings.Keep;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.recovery.FfmpegDecoder;
import dev.lastframe.core.recovery.Receipt;
import dev.lastframe.core.recovery.Recovery;
import dev.lastframe.core.recovery.RecoveryListener;
import dev.lastframe.core.recovery.RecoveryPlaces;
import dev.lastframe.core.recovery.RecoveryResult;
import dev.lastframe.core.time.NanoClock;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Finds, proves and publishes what a crash left, without a window or a display. A signal stops it
 * between two steps; what is not done then is found by the next run.
 */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description = "Finds, proves and publishes recordings that a crash left unfinished.",
        footer = {
            "",
            "Looks where recordings were going when they stopped, in the folder of the",
            "settings, and in DIR. What is torn at the end of a recording is cut off and",
            "kept beside it as name.cut; what cannot be proven is left as it is.",
            "",
            "Exit codes: 0 all were saved whole, or none was found; 2 wrong usage; 4 a",
            "folder cannot be read; 5 something was cut, or left as it is.",
        })
final class RecoverCommand implements Callable<Integer> {

    private final Places places;
    private final PrintStream out;
    private final PrintStream err;
    private Keep keep = Keep.BOTH;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "a further folder to look through; not the folders in it")
    private @Nullable Path folder;

    @Option(names = "--json", description = "print one JSON object a file")
    private boolean json;

    RecoverCommand(Places places, PrintStream out, PrintStream err) {
        this.places = places;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Path asked = folder;
        if (asked != null && !Files.isDirectory(asked)) {
            err.println(
                    Files.exists(asked)
                            ? asked + " is a file: name the folder that it is in."
                            : "There is no folder " + asked + ": name one that exists.");
            return ExitCode.USAGE;
        }
        Thread here = Thread.currentThread();
        Signals.onStopRequest(here::interrupt);
        RecoveryPlaces where = new RecoveryPlaces(places.active(), folders(asked));
        RecoveryResult result =
                new Recovery(where, NanoClock.system(), new FfmpegDecoder()).run(new Printer());
        int code = end(result);
        convert();
        return code;
    }

    /** Also what a run before left; a signal ends it as it ends the rest. */
    private void convert() {
        try {
            new Conversions(places.active(), keep, new ConversionPrinter()).allAnd(List.of());
        } catch (InterruptedException ended) {
            err.println("Stopped before all MP4s were made: run it again for the rest.");
        }
    }

    private List<Path> folders(@Nullable Path asked) {
        Settings settings;
        try (SettingsStore store = new SettingsStore(places.settingsFile(), NanoClock.system())) {
            settings = store.load().settings();
        }
        keep = settings.keep();
        List<Path> folders = new ArrayList<>();
        folders.add(settings.folder().orElse(places.recordings()));
        folders.add(places.recordings());
        folders.add(places.rescued());
        if (asked != null) {
            folders.add(asked.toAbsolutePath());
        }
        return folders;
    }

    private int end(RecoveryResult result) {
        if (json) {
            result.receipts().forEach(receipt -> out.println(ReceiptJson.of(receipt)));
        } else if (result.receipts().isEmpty() && !result.cancelled()) {
            out.println(nothing(result.inUse()));
        }
        result.unreadableFolders()
                .forEach(f ->
                        err.println("The folder " + f + " cannot be read: check its permissions."));
        if (result.cancelled()) {
            err.println("Stopped before all was looked at: run it again for the rest.");
        }
        if (!result.unreadableFolders().isEmpty()) {
            return ExitCode.NOTHING_WRITTEN;
        }
        return result.cancelled() || result.receipts().stream().anyMatch(Receipt::isLoss)
                ? ExitCode.CUT
                : ExitCode.SAVED;
    }

    private static String nothing(int inUse) {
        return switch (inUse) {
            case 0 -> "No unfinished recording was found.";
            case 1 -> "No unfinished recording was found; one is being made at present.";
            default ->
                    "No unfinished recording was found; " + inUse + " are being made at present.";
        };
    }

    /** Tells each file as it is done; JSON comes at the end, when long ones are decoded wholly. */
    private final class Printer implements RecoveryListener {

        @Override
        public void receipt(Receipt receipt) {
            if (!json) {
                out.println(receipt.sentence());
                out.println(receipt.file());
            }
        }

        @Override
        public void proven(Receipt receipt) {
            if (!json && receipt.reason().isPresent()) {
                out.println(receipt.sentence());
                out.println(receipt.file());
            }
        }
    }

    /** Only recordings are printed; their MP4s lie beside them. */
    private final class ConversionPrinter implements ConversionListener {

        @Override
        public void failed(Path recording, String sentence) {
            err.println(sentence);
        }
    }
}

package dev.lastframe.app.bugreport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.Services;
import dev.lastframe.app.faults.FaultNote;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.report.Report;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes what reports of this program need. */
public final class Reports {

    private Reports() {}

    /**
     * Reads what has to be read; no report is made yet. Blocks on the disk.
     *
     * @param environment the process's environment
     * @param services those of this process
     * @param programs asks who records for the newest numbers
     */
    public static Report of(
            Map<String, String> environment,
            Places places,
            Settings settings,
            Services services,
            NanoClock clock,
            ReportEnvironment.Programs programs) {
        List<Path> recordings =
                Stream.of(
                                settings.folder().orElse(places.recordings()),
                                places.recordings(),
                                places.rescued())
                        .distinct()
                        .toList();
        String version = Reports.class.getPackage().getImplementationVersion();
        return new Report(
                new ReportEnvironment(
                        clock,
                        ZoneId.systemDefault(),
                        places.active(),
                        recordings,
                        places.log(),
                        places.cache().resolve("reports"),
                        environment,
                        services.identity(),
                        version == null ? "development" : version,
                        programs,
                        services::photograph,
                        services.faultFile().newest().map(Reports::json),
                        settings.shortcuts().chords().values().stream()
                                .map(Chord::toString)
                                .collect(Collectors.toSet())));
    }

    /**
     * Begins to take a picture of the screen.
     *
     * @param background runs what blocks; a person waits for it, so that it should not yield
     * @return completed by one of its threads, with what writes the picture
     */
    public static CompletionStage<ReportEnvironment.Screen> seen(
            Services services, Executor background) {
        CompletableFuture<ReportEnvironment.Screen> seen = new CompletableFuture<>();
        background.execute(() -> {
            try {
                seen.complete(services.seen());
            } catch (InterruptedException | RuntimeException | Error failed) {
                seen.completeExceptionally(failed);
            }
        });
        return seen;
    }

    private static ObjectNode json(FaultNote note) {
        return new ObjectMapper()
                .createObjectNode()
                .put("wall", note.wall())
                .put("code", note.code())
                .put("sentence", note.sentence())
                .put("thread", note.thread());
    }
}

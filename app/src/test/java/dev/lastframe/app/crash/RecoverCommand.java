package dev.lastframe.app.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code lastframe recover DIR --json}, by the real launcher. */
final class RecoverCommand implements Recovery {

    private final Launcher launcher;
    private long usualNanos = Duration.ofMillis(1500).toNanos();

    RecoverCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Result recover(Path folder) {
        long began = System.nanoTime();
        Launcher.Run run = start(folder).await();
        usualNanos = System.nanoTime() - began;
        return new Result(run.exitCode(), saved(run), run.err());
    }

    @Override
    public void recoverAndKill(Path folder, double moment) {
        Launcher.Running running = start(folder);
        Waits.pause(Duration.ofNanos((long) (usualNanos * moment)));
        running.process().destroyForcibly();
        running.await();
    }

    private Launcher.Running start(Path folder) {
        return launcher.start("recover", folder.toString(), "--json");
    }

    /** What a run with {@code --json} said. */
    static List<Saved> saved(Launcher.Run run) {
        return run.out().lines().map(RecoverCommand::saved).toList();
    }

    private static Saved saved(String line) {
        try {
            JsonNode json = new ObjectMapper().readTree(line);
            return new Saved(
                    text(json, "file"),
                    text(json, "state"),
                    json.path("secondsSaved").asDouble(),
                    json.path("bytesCut").asLong(),
                    json.path("millisCut").asLong(),
                    json.path("reason").isNull() ? null : text(json, "reason"));
        } catch (IOException broken) {
            throw new UncheckedIOException("no JSON: " + line, broken);
        }
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}

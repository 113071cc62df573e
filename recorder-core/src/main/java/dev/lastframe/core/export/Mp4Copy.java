package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole recording as MP4, by stream copy. Callable from any thread; blocks. */
public final class Mp4Copy {

    private static final Duration LIMIT = Duration.ofHours(1);

    private Mp4Copy() {}

    /**
     * Makes it.
     *
     * @param target must not exist
     */
    public static void make(
            Path source, Path target, Map<String, String> metadata, Progress progress)
            throws ExportException, InterruptedException {
        if (Files.exists(target)) {
            throw new ExportException(Kind.EXISTS, target + " exists already.");
        }
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-i"));
        words.addAll(List.of("file:" + source.toAbsolutePath(), "-map", "0", "-c", "copy"));
        words.addAll(List.of("-movflags", "+faststart", "-n"));
        metadata.forEach((name, value) -> words.addAll(List.of("-metadata", name + "=" + value)));
        words.add("file:" + target.toAbsolutePath());
        try {
            ProgramRun run = FfmpegProgram.find().run(words, input -> {}, LIMIT);
            if (!run.succeeded()) {
                throw new ExportException(Kind.FAILED, target + " could not be made.");
            }
            progress.at(1);
        } catch (IOException failed) {
            throw new ExportException(Kind.FAILED, target + " could not be made.", failed);
        }
    }
}

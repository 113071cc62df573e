package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all ways to one MP4 have in common: the program, the sound, what the file says of itself,
 * how it is proven. Used by one thread; blocks for the program.
 */
final class Mp4Work {

    /** An hour that has to be encoded anew, on a slow computer, many times over. */
    static final Duration LIMIT = Duration.ofDays(2);

    private static final Pattern PICTURES = Pattern.compile("^frame=\\s*(\\d+)", Pattern.MULTILINE);

    private final FfmpegProgram program;
    private final Path target;
    private final Map<String, String> metadata;
    private final List<NewFile> sound;

    /** Of a file without sound. */
    Mp4Work(FfmpegProgram program, Path target, Map<String, String> metadata) {
        this(program, target, metadata, List.of());
    }

    private Mp4Work(
            FfmpegProgram program, Path target, Map<String, String> metadata, List<NewFile> sound) {
        this.program = program;
        this.target = target;
        this.metadata = metadata;
        this.sound = List.copyOf(sound);
    }

    /** The same with sound: a track of each of these files. */
    Mp4Work with(List<NewFile> packets) {
        return new Mp4Work(program, target, metadata, packets);
    }

    FfmpegProgram program() {
        return program;
    }

    /** A further file beside the target. */
    NewFile newFile() throws ExportException {
        return newFile(target);
    }

    static NewFile newFile(Path target) throws ExportException {
        try {
            return NewFile.beside(target);
        } catch (StorageException refused) {
            throw failure(refused);
        }
    }

    static ExportException failure(StorageException refused) {
        Kind kind =
                switch (refused.reason()) {
                    case DISK_FULL, QUOTA -> Kind.DISK_FULL;
                    case OUTPUT_EXISTS -> Kind.EXISTS;
                    default -> Kind.FAILED;
                };
        return new ExportException(kind, String.valueOf(refused.getMessage()), refused);
    }

    /** The beginning of each command: the pictures come through a pipe, with their own times. */
    static List<String> input() {
        return new ArrayList<>(
                List.of("-v", "error", "-nostats", "-copyts", "-f", "mpegts", "-i", "pipe:0"));
    }

    /**
     * The end of a command: an MP4 that plays from its first byte on and needs no edit list.
     *
     * @param pictures how many it has, of which the last one lasts so many ticks
     */
    List<String> output(NewFile file, long pictures, long lastTicks) {
        List<String> words = new ArrayList<>();
        words.add("-bsf:v");
        words.add(
                String.format(
                        Locale.ROOT,
                        "setts=duration=if(eq(N\\,%d)\\,%d\\,NEXT_PTS-PTS)",
                        pictures - 1,
                        lastTicks));
        for (int i = 1; i <= sound.size(); i++) {
            words.addAll(List.of("-map", i + ":a:0", "-c:a", "copy"));
        }
        words.addAll(List.of("-map_metadata", "-1"));
        metadata.forEach((name, value) -> words.addAll(List.of("-metadata", name + "=" + value)));
        words.addAll(List.of("-f", "mp4", "-movflags", "+faststart+use_metadata_tags"));
        words.addAll(List.of("-use_editlist", "0", "-video_track_timescale", "90000"));
        words.addAll(List.of("-y", "file:" + file.path()));
        return words;
    }

    /** What the sound adds to the file. */
    long soundBytes() throws IOException {
        long sum = 0;
        for (NewFile track : sound) {
            sum += Files.size(track.path());
        }
        return sum;
    }

    /** Its tracks as further inputs; nothing where there is none. */
    List<String> soundInput() {
        List<String> words = new ArrayList<>();
        sound.forEach(track -> words.addAll(List.of("-f", "aac", "-i", "file:" + track.path())));
        return words;
    }

    /**
     * Runs the program.
     *
     * @param written the file that it writes
     * @throws ExportException when it fails
     */
    ProgramRun run(List<String> words, ProgramRun.Input input, NewFile written)
            throws ExportException, InterruptedException {
        try {
            return require(program.run(words, input, LIMIT), written);
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    /** Tells why a run failed that did. */
    ProgramRun require(ProgramRun run, NewFile written) throws ExportException {
        if (!run.succeeded()) {
            String words = run.errors().strip();
            StorageException why = written.failure(words.isEmpty() ? "no words" : lastLine(words));
            if (why.reason() == StorageException.Reason.WRITE_FAILED) {
                throw failed(new IOException("code " + run.exitCode() + ": " + words));
            }
            throw failure(why);
        }
        return run;
    }

    ExportException failed(IOException cause) {
        return new ExportException(
                Kind.FAILED,
                target + " could not be made: the log says more. The recording is untouched.",
                cause);
    }

    private static String lastLine(String words) {
        return words.substring(words.lastIndexOf('\n') + 1);
    }

    /**
     * Decodes the file strictly, all of it or its beginning.
     *
     * @param seconds at most so much of it
     * @return how many pictures came out, or nothing if anything is wrong with it
     */
    Optional<Long> decoded(NewFile file, double seconds)
            throws ExportException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
        words.addAll(List.of("-xerror", "-err_detect", "explode", "-max_error_rate", "0"));
        words.addAll(List.of("-ignore_editlist", "1", "-f", "mp4"));
        words.addAll(List.of("-t", String.format(Locale.ROOT, "%.3f", seconds)));
        words.addAll(List.of("-i", "file:" + file.path(), "-map", "0:v:0", "-map", "0:a?"));
        words.addAll(List.of("-fps_mode", "passthrough", "-progress", "pipe:1", "-f", "null", "-"));
        try {
            ProgramRun run = program.run(words, none -> {}, LIMIT);
            return run.succeeded() ? Optional.of(pictures(run.output())) : Optional.empty();
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    private static long pictures(String progress) {
        Matcher counts = PICTURES.matcher(progress);
        long last = 0;
        while (counts.find()) {
            last = Long.parseLong(counts.group(1));
        }
        return last;
    }
}

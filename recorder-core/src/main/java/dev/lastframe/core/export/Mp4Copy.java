package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an MP4 of a whole recording without encoding anything anew: the same pictures at the same
 * times, with the index in front. A microphone that has a track of its own beside the recording is
 * the file's second track of sound. The work is done by child processes of low priority; the
 * recording is only read.
 *
 * <p>The MP4 gets its name when it was forced to the disk, read back and proven; see {@link
 * Mp4Proof}.
 */
public final class Mp4Copy {

    /** The resolution of times in a transport stream, and in the MP4. */
    static final int TIMES_A_SECOND = 90_000;

    private static final Logger LOG = LoggerFactory.getLogger(Mp4Copy.class);

    /**
     * A thirtieth of a second, for the last picture; all others last until the next one. A
     * transport stream does not say it, and with 0 the MP4's edit list would end before the last
     * picture.
     */
    private static final String LAST_PICTURE_LASTS = "setts=duration=3000";

    private static final List<String> READ_SOURCE =
            List.of("-v", "error", "-nostats", "-y", "-f", "mpegts", "-i", "pipe:0");

    /** A recording that runs must not be stopped for the room that a copy took. */
    private static final long LEAVE_BYTES = 128L * 1024 * 1024;

    private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);
    private static final long SLOWEST_BYTES_A_SECOND = 1024 * 1024;

    private static final Set<StorageException.Reason> DISK_REFUSED =
            Set.of(
                    StorageException.Reason.DISK_FULL,
                    StorageException.Reason.QUOTA,
                    StorageException.Reason.READ_ONLY);

    /** Shares of the work at which copying and reading back end. */
    private static final double COPIED = 0.6;

    private static final double READ_BACK = 0.95;

    private final Path source;

    /** The microphone's own track beside the recording. */
    private final Optional<Path> microphone;

    private final Path target;
    private final Progress progress;

    private Mp4Copy(Path source, Path target, Progress progress) {
        this.source = source;
        this.microphone = RecordingFiles.finishedMicrophone(source);
        this.target = target;
        this.progress = progress;
    }

    /**
     * Makes the MP4. Blocks; callable from any thread that may, several at a time.
     *
     * @param source a transport stream; only read
     * @param target must not exist; is readable by its owner only
     * @param metadata FFmpeg's names of tags that an MP4 has (title, comment, description, …)
     * @param progress told by threads of this work, up to 1
     * @throws ExportException when nothing was made; nothing is left then
     * @throws InterruptedException when the thread was interrupted; nothing is left then
     */
    public static void make(
            Path source, Path target, Map<String, String> metadata, Progress progress)
            throws ExportException, InterruptedException {
        new Mp4Copy(source, target.toAbsolutePath(), progress).make(metadata);
    }

    /**
     * Whether an MP4 holds all of a recording: the same packets at the same times, and it decodes.
     * Blocks.
     *
     * @throws ExportException when the recording cannot be read
     * @throws InterruptedException when the thread was interrupted
     */
    public static boolean holds(Path mp4, Path source)
            throws ExportException, InterruptedException {
        Mp4Copy asked = new Mp4Copy(source, mp4.toAbsolutePath(), Progress.NONE);
        long bytes = asked.sizeOfSource();
        Duration limit = limit(bytes);
        FfmpegProgram program = asked.program();
        PacketList wanted = new PacketList(count -> {});
        List<String> arguments = asked.readSource();
        arguments.addAll(asked.listing());
        try {
            SourceFeed feed = new SourceFeed(source, bytes, Progress.NONE);
            ProgramRun run = program.run(arguments, feed, wanted, limit);
            return run.succeeded()
                    && wanted.pictures() > 0
                    && !feed.cutShort()
                    && new Mp4Proof(program, asked.target, limit)
                            .prove(wanted, Progress.NONE)
                            .isEmpty();
        } catch (IOException failure) {
            requireNoInterrupt(failure);
            throw asked.unreadable(failure);
        }
    }

    /** A thread that is interrupted while it reads or writes is told so by an IOException. */
    private static void requireNoInterrupt(Exception failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException cancelled = new InterruptedException("cancelled");
            cancelled.initCause(failure);
            throw cancelled;
        }
    }

    private static Duration limit(long bytes) {
        return LEAST_LIMIT.plusSeconds(bytes / SLOWEST_BYTES_A_SECOND);
    }

    private void make(Map<String, String> metadata) throws ExportException, InterruptedException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ExportException(
                    Kind.EXISTS, target + " exists already: move it away, or choose another name.");
        }
        long bytes = sizeOfSource();
        requireRoom(bytes);
        Duration limit = limit(bytes);
        FfmpegProgram program = program();
        try (NewFile file = NewFile.beside(target)) {
            PacketList wanted = copy(program, file, bytes, metadata, limit);
            file.force();
            Optional<String> wrong =
                    new Mp4Proof(program, file.path(), limit)
                            .prove(
                                    wanted,
                                    share -> progress.at(COPIED + (READ_BACK - COPIED) * share));
            if (wrong.isPresent()) {
                LOG.error("{} is not like {}: {}", target, source, wrong.get());
                throw failed("was not like the recording when it was read back", null);
            }
            file.publish();
        } catch (StorageException refused) {
            requireNoInterrupt(refused);
            throw of(refused);
        } catch (IOException failure) {
            requireNoInterrupt(failure);
            throw failed("could not be made (" + failure.getMessage() + ")", failure);
        }
        progress.at(1);
    }

    private PacketList copy(
            FfmpegProgram program,
            NewFile file,
            long bytes,
            Map<String, String> metadata,
            Duration limit)
            throws ExportException, IOException, InterruptedException {
        PacketList list = new PacketList(count -> {});
        SourceFeed feed = new SourceFeed(source, bytes, share -> progress.at(COPIED * share));
        ProgramRun run;
        try {
            run = program.run(arguments(file.path(), metadata), feed, list, limit);
        } catch (IOException refused) {
            requireNoInterrupt(refused);
            throw unreadable(refused);
        }
        if (run.succeeded() && list.pictures() > 0 && !feed.cutShort()) {
            return list;
        }
        LOG.warn("{}: code {}: {}", source, run.exitCode(), run.errors().strip());
        if (run.timedOut()) {
            throw failed("took longer than " + limit.toMinutes() + " minutes", null);
        }
        StorageException disk = file.failure(run.errors());
        if (DISK_REFUSED.contains(disk.reason())) {
            throw of(disk);
        }
        if (Files.notExists(file.path())) {
            throw failed("was removed while it was made", null);
        }
        throw unreadable(null);
    }

    /** One reading of the source gives the copy, and the list of what was read. */
    private List<String> arguments(Path made, Map<String, String> metadata) {
        List<String> arguments = readSource();
        arguments.addAll(List.of("-map", "0:v:0", "-map", "0:a?"));
        if (microphone.isPresent()) {
            arguments.addAll(List.of("-map", "1:a:0"));
        }
        arguments.addAll(List.of("-c", "copy"));
        arguments.addAll(List.of("-map_metadata", "-1", "-bsf:v", LAST_PICTURE_LASTS));
        new TreeMap<>(metadata)
                .forEach((tag, text) -> arguments.addAll(List.of("-metadata", tag + "=" + text)));
        // both: with sound, the first picture is placed by the movie's own scale
        String scale = Integer.toString(TIMES_A_SECOND);
        arguments.addAll(List.of("-movie_timescale", scale, "-video_track_timescale", scale));
        arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", "file:" + made));
        arguments.addAll(listing());
        return arguments;
    }

    /** The recording, and the microphone's own track on the same clock. */
    private List<String> readSource() {
        List<String> words = new ArrayList<>(READ_SOURCE);
        microphone.ifPresent(track ->
                words.addAll(List.of("-f", "mpegts", "-isync", "0", "-i", "file:" + track)));
        return words;
    }

    private List<String> listing() {
        List<String> words = new ArrayList<>(List.of("-bsf:a", "aac_adtstoasc"));
        words.addAll(Mp4Proof.listing(Mp4Proof.SLICES));
        if (microphone.isPresent()) {
            // In front of the format.
            words.addAll(words.indexOf("-c"), List.of("-map", "1:a:0"));
        }
        return words;
    }

    private long sizeOfSource() throws ExportException {
        try {
            if (!Files.isRegularFile(source)) {
                throw new NoSuchFileException(source.toString());
            }
            return Files.size(source);
        } catch (IOException missing) {
            throw unreadable(missing);
        }
    }

    private void requireRoom(long bytes) throws ExportException {
        Path folder = target.resolveSibling(".").normalize();
        long room;
        try {
            room = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            LOG.debug("the room in {} is unknown: {}", folder, unknown.toString());
            return;
        }
        if (room < bytes + LEAVE_BYTES) {
            throw new ExportException(
                    Kind.DISK_FULL,
                    String.format(
                            Locale.ROOT,
                            "There is no room for %s in its folder: free %d MB, and it can be made.",
                            target.getFileName(),
                            (bytes + LEAVE_BYTES - room) / 1_000_000 + 1));
        }
    }

    private FfmpegProgram program() throws ExportException {
        try {
            return FfmpegProgram.find();
        } catch (IOException missing) {
            throw failed("cannot be made on this computer, which has no ffmpeg for it", missing);
        }
    }

    private static ExportException of(StorageException refused) {
        Kind kind =
                switch (refused.reason()) {
                    case DISK_FULL, QUOTA -> Kind.DISK_FULL;
                    case OUTPUT_EXISTS -> Kind.EXISTS;
                    case FOLDER_MISSING,
                            FOLDER_UNWRITABLE,
                            READ_ONLY,
                            IO_ERROR,
                            FOLDER_GONE,
                            WRITE_FAILED ->
                            Kind.FAILED;
                };
        return new ExportException(kind, String.valueOf(refused.getMessage()), refused);
    }

    private ExportException failed(String what, @Nullable Throwable cause) {
        return new ExportException(
                Kind.FAILED,
                "The MP4 "
                        + target.getFileName()
                        + " "
                        + what
                        + ": play the recording itself, "
                        + source.getFileName()
                        + ".",
                cause);
    }

    private ExportException unreadable(@Nullable Throwable cause) {
        String sentence =
                Files.exists(source)
                        ? "No MP4 can be made of "
                                + source.getFileName()
                                + ", in which no whole picture was found: look whether a player"
                                + " shows it."
                        : "No MP4 can be made of "
                                + source.getFileName()
                                + ", which is no longer there: bring it back and export it.";
        return new ExportException(Kind.UNREADABLE, sentence, cause);
    }
}

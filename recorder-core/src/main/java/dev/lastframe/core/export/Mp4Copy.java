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
    private static final long LAST_PICTURE_TICKS = Ticks.SECOND / 30;

    private static final List<String> READ_SOURCE =
            List.of("-v", "error", "-nostats", "-y", "-f", "mpegts", "-i", "pipe:0");

    /** A recording that runs must not be stopped for the room that a copy took. */
    private static final long LEAVE_BYTES = 128L * 1024 * 1024;

    /** FFmpeg's words where the index did not fit. */
    private static final String TOO_LITTLE_ROOM = "reserved_moov_size is too small";

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
    private final Room roomForIndex;
    private final Mp4Sentences says;

    /** How much room is left in front for the index. */
    @FunctionalInterface
    interface Room {
        long of(Mp4Source source, Map<String, String> metadata)
                throws IOException, InterruptedException;
    }

    private Mp4Copy(Path source, Path target, Progress progress, Room roomForIndex) {
        this.source = source;
        this.microphone = RecordingFiles.finishedMicrophone(source);
        this.target = target;
        this.progress = progress;
        this.roomForIndex = roomForIndex;
        this.says = new Mp4Sentences(source, target);
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
        make(source, target, metadata, progress, IndexRoom::of);
    }

    static void make(
            Path source,
            Path target,
            Map<String, String> metadata,
            Progress progress,
            Room roomForIndex)
            throws ExportException, InterruptedException {
        new Mp4Copy(source, target.toAbsolutePath(), progress, roomForIndex).make(metadata);
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
        Mp4Copy asked = new Mp4Copy(source, mp4.toAbsolutePath(), Progress.NONE, IndexRoom::of);
        long bytes = asked.sizeOfSource();
        Duration limit = limit(bytes);
        FfmpegProgram program = asked.program();
        try {
            return Quietly.call(() ->
                            new Mp4Proof(program, asked.target, limit)
                                    .prove(asked.of(bytes), Progress.NONE))
                    .isEmpty();
        } catch (IOException failure) {
            requireNoInterrupt(failure);
            throw asked.says.unreadable(failure);
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
        requireRoom(bytes + microphoneBytes());
        Duration limit = limit(bytes);
        FfmpegProgram program = program();
        try (NewFile file = NewFile.beside(target);
                ForcedAlong along = new ForcedAlong(file)) {
            copy(program, file, along, bytes, metadata, limit);
            Optional<String> wrong =
                    Quietly.call(() ->
                            new Mp4Proof(program, file.path(), limit)
                                    .prove(of(bytes), this::readBack));
            if (wrong.isPresent()) {
                LOG.error("{} is not like {}: {}", target, source, wrong.get());
                throw says.failed("was not like the recording when it was read back", null);
            }
            file.publish();
        } catch (StorageException refused) {
            requireNoInterrupt(refused);
            throw Mp4Work.failure(refused);
        } catch (IOException failure) {
            requireNoInterrupt(failure);
            throw says.failed("could not be made (" + failure.getMessage() + ")", failure);
        }
        progress.at(1);
    }

    private Mp4Source of(long bytes) {
        return new Mp4Source(source, bytes, microphone);
    }

    private void readBack(double share) {
        progress.at(COPIED + (READ_BACK - COPIED) * share);
    }

    private void copy(
            FfmpegProgram program,
            NewFile file,
            ForcedAlong along,
            long bytes,
            Map<String, String> metadata,
            Duration limit)
            throws ExportException, IOException, InterruptedException {
        long room = roomForIndex(bytes, metadata);
        SourceFeed feed =
                new SourceFeed(
                        source,
                        bytes,
                        share -> {
                            along.wrote((long) (share * bytes));
                            progress.at(COPIED * share);
                        });
        Learned learned = learn();
        ProgramRun run = run(program, feed, arguments(file.path(), metadata, learned, room), limit);
        if (run.errors().contains(TOO_LITTLE_ROOM)) {
            LOG.info("{}: the index needs more room than {} bytes", source, room);
            feed = new SourceFeed(source, bytes, Progress.NONE);
            run = run(program, feed, arguments(file.path(), metadata, learned, 0), limit);
        }
        if (run.succeeded() && !feed.cutShort()) {
            return;
        }
        LOG.warn("{}: code {}: {}", source, run.exitCode(), run.errors().strip());
        if (run.timedOut()) {
            throw says.failed("took longer than " + limit.toMinutes() + " minutes", null);
        }
        StorageException disk = file.failure(run.errors());
        if (DISK_REFUSED.contains(disk.reason())) {
            throw Mp4Work.failure(disk);
        }
        if (Files.notExists(file.path())) {
            throw says.failed("was removed while it was made", null);
        }
        throw says.unreadable(null);
    }

    /**
     * What the program cannot find out by itself.
     *
     * @param sound whether there is any beside the pictures
     * @param lastLasts the last picture, in ticks: it is seen for as long as something is heard
     */
    private record Learned(boolean sound, long lastLasts) {}

    private Learned learn() throws ExportException, InterruptedException {
        try (RecordedPart part = RecordedPart.open(source, 0)) {
            long heardLonger = part.heardUntilTicks() - part.lastTicks();
            return new Learned(part.hasSound(), Math.max(LAST_PICTURE_TICKS, heardLonger));
        } catch (IOException refused) {
            requireNoInterrupt(refused);
            throw says.unreadable(refused);
        }
    }

    private long roomForIndex(long bytes, Map<String, String> metadata)
            throws ExportException, InterruptedException {
        try {
            return Quietly.call(() -> roomForIndex.of(of(bytes), metadata));
        } catch (IOException refused) {
            requireNoInterrupt(refused);
            throw says.unreadable(refused);
        }
    }

    private ProgramRun run(
            FfmpegProgram program, SourceFeed feed, List<String> arguments, Duration limit)
            throws ExportException, InterruptedException {
        try {
            return program.run(arguments, feed, limit);
        } catch (IOException refused) {
            requireNoInterrupt(refused);
            throw says.unreadable(refused);
        }
    }

    /**
     * What the program is told.
     *
     * @param room for the index, in front; 0 moves everything behind it in the end
     */
    private List<String> arguments(
            Path made, Map<String, String> metadata, Learned learned, long room) {
        List<String> arguments = new ArrayList<>(READ_SOURCE);
        // on the recording's clock
        microphone.ifPresent(track ->
                arguments.addAll(List.of("-f", "mpegts", "-isync", "0", "-i", "file:" + track)));
        arguments.addAll(List.of("-map", "0:v:0"));
        if (learned.sound()) {
            arguments.addAll(List.of("-map", "0:a"));
        }
        if (microphone.isPresent()) {
            arguments.addAll(List.of("-map", "1:a:0"));
        }
        arguments.addAll(List.of("-c", "copy"));
        arguments.addAll(List.of("-map_metadata", "-1"));
        arguments.addAll(List.of("-bsf:v", "setts=duration=" + learned.lastLasts()));
        new TreeMap<>(metadata)
                .forEach((tag, text) -> arguments.addAll(List.of("-metadata", tag + "=" + text)));
        // both: with sound, the first picture is placed by the movie's own scale
        String scale = Integer.toString(TIMES_A_SECOND);
        arguments.addAll(List.of("-movie_timescale", scale, "-video_track_timescale", scale));
        if (room > 0) {
            arguments.addAll(List.of("-moov_size", Long.toString(room)));
        } else {
            arguments.addAll(List.of("-movflags", "+faststart"));
        }
        arguments.addAll(List.of("-f", "mp4", "file:" + made));
        return arguments;
    }

    private long sizeOfSource() throws ExportException {
        try {
            if (!Files.isRegularFile(source)) {
                throw new NoSuchFileException(source.toString());
            }
            return Files.size(source);
        } catch (IOException missing) {
            throw says.unreadable(missing);
        }
    }

    private long microphoneBytes() throws ExportException {
        try {
            return microphone.isPresent() ? Files.size(microphone.get()) : 0;
        } catch (IOException missing) {
            throw says.unreadable(missing);
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
            throw says.failed(
                    "cannot be made on this computer, which has no ffmpeg for it", missing);
        }
    }
}

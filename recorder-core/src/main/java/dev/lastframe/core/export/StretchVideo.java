package dev.lastframe.core.export;

import dev.lastframe.core.export.CopiedSets.NotCopyable;
import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.export.StretchResult.Lowered;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of a recording as MP4, that holds nothing from outside it: what the screen showed from
 * its first moment on, each picture at its own time, the last one until the end. Callable from any
 * thread; blocks; the work is done by child processes of low priority. An interruption of the
 * thread ends it and leaves nothing behind.
 */
public final class StretchVideo {

    private static final Logger LOG = LoggerFactory.getLogger(StretchVideo.class);

    /** Of a longer file only the beginning is decoded before it gets its name. */
    private static final double PROVEN_SECONDS = 600;

    /** A copy has so much of what the transport stream has at the least. */
    private static final double COPY_SHARE = 0.9;

    private static final long LEAVE_BYTES = 128L * 1024 * 1024;

    private StretchVideo() {}

    /**
     * Makes it.
     *
     * @param target must not exist; its folder must
     * @throws ExportException {@code UNREADABLE}: a part is not there, is no recording, or ends
     *     before the stretch begins; {@code DOES_NOT_FIT}: not even the smallest file fits; {@code
     *     EXISTS}, {@code DISK_FULL}, {@code FAILED}
     * @throws InterruptedException when the thread was interrupted
     */
    public static StretchResult make(StretchOrder order, Path target, Progress progress)
            throws ExportException, InterruptedException {
        try {
            return makeNow(order, target, progress);
        } catch (ExportException failed) {
            // An interruption closes the file that is being read, which then fails.
            if (Thread.interrupted()) {
                InterruptedException asked = new InterruptedException("while a stretch was made");
                asked.initCause(failed);
                throw asked;
            }
            throw failed;
        }
    }

    private static StretchResult makeNow(StretchOrder order, Path target, Progress progress)
            throws ExportException, InterruptedException {
        refuse(target);
        try (Stretch stretch = Stretch.of(order.parts(), order.from(), order.until());
                NewFile file = Mp4Work.newFile(target)) {
            requireRoom(target, Math.min(stretch.bytes(), order.fitBytes().orElse(Long.MAX_VALUE)));
            Mp4Work silent = new Mp4Work(FfmpegProgram.find(), target, order.metadata());
            double[] told = {0};
            Progress steady =
                    share -> {
                        told[0] = Math.max(told[0], share);
                        progress.at(told[0]);
                    };
            List<NewFile> sound =
                    new SoundCut(stretch, order.sounds()).make(silent, order.fitBytes());
            StretchResult made;
            try {
                made = make(order, stretch, silent.with(sound), file, steady);
            } finally {
                sound.forEach(NewFile::close);
            }
            file.publish();
            progress.at(1);
            return made;
        } catch (StorageException refused) {
            throw Mp4Work.failure(refused);
        } catch (IOException failed) {
            throw noProgram(target, failed);
        }
    }

    /** A recording that runs must not be stopped for the room that this takes. */
    private static void requireRoom(Path target, long bytes) throws IOException, ExportException {
        Path folder = target.toAbsolutePath().getParent();
        long free = Files.getFileStore(folder == null ? target : folder).getUsableSpace();
        long missing = bytes + LEAVE_BYTES - free;
        if (missing > 0) {
            throw new ExportException(
                    Kind.DISK_FULL,
                    String.format(
                            Locale.ROOT,
                            "The disk that holds %s is nearly full: free %d MB more.",
                            folder,
                            missing / 1_000_000 + 1));
        }
    }

    static ExportException noProgram(Path target, IOException failed) {
        return new ExportException(
                Kind.FAILED,
                target + " could not be made: there is no ffmpeg for this computer.",
                failed);
    }

    /** Refuses a name that is taken, and a folder that is not there. */
    static void refuse(Path target) throws ExportException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ExportException(
                    Kind.EXISTS, target + " exists already: choose another name.");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ExportException(
                    Kind.FAILED,
                    "The folder " + folder + " does not exist: create it or choose another.");
        }
    }

    private static StretchResult make(
            StretchOrder order, Stretch stretch, Mp4Work work, NewFile file, Progress progress)
            throws IOException, ExportException, InterruptedException {
        boolean tooLarge =
                order.fitBytes().isPresent()
                        && stretch.bytes() * COPY_SHARE > order.fitBytes().getAsLong();
        boolean painted = new CoverFilter(stretch, order.covers(), i -> true).paints();
        if (!tooLarge && !painted) {
            Optional<StretchResult> cut = cut(order, stretch, work, file, progress);
            if (cut.isPresent()) {
                return cut.get();
            }
        }
        PictureSize size = size(order.parts(), stretch);
        Anew anew = new Anew(work, stretch, size, VideoEncoder.of(work.program()), order.covers());
        Setting setting = Setting.BEST;
        if (order.fitBytes().isPresent()) {
            long most = order.fitBytes().getAsLong();
            setting = new SizeFit(stretch, anew, progress).make(file, most, work.soundBytes());
        } else {
            Kept all = new Kept(stretch, Setting.ALL);
            anew.make(setting, all, file, Long.MAX_VALUE, share -> progress.at(share * 0.9));
        }
        Kept kept = new Kept(stretch, setting.fps());
        if (!isProven(work, stretch, file, kept.count())) {
            throw work.failed(new IOException("the file that was made does not decode"));
        }
        Lowered lowered =
                new Lowered(
                        order.fitBytes().isPresent(),
                        kept.count() < stretch.shown(),
                        setting.scale() < 1);
        return result(stretch, file, kept, 0, size.scaled(setting.scale()), lowered);
    }

    private static Optional<StretchResult> cut(
            StretchOrder order, Stretch stretch, Mp4Work work, NewFile file, Progress progress)
            throws IOException, ExportException, InterruptedException {
        try {
            int copied = new SmartCut(work, stretch, progress).make(file);
            Kept kept = new Kept(stretch, Setting.ALL);
            long most = order.fitBytes().orElse(Long.MAX_VALUE);
            if (Files.size(file.path()) > most) {
                return Optional.empty();
            }
            if (isProven(work, stretch, file, kept.count())) {
                PictureSize size = size(order.parts(), stretch);
                return Optional.of(result(stretch, file, kept, copied, size, Lowered.NOTHING));
            }
            LOG.warn("the copied stretch does not decode; it is encoded anew");
        } catch (NotCopyable reason) {
            LOG.info("the stretch is encoded anew: {}", reason.getMessage());
        }
        return Optional.empty();
    }

    /**
     * How large a stretch is, without making anything.
     *
     * @param parts the files of one recording in order; the last one may still be growing
     * @param from the first moment, 0 or later
     * @param until the moment at which the last picture ends, later than {@code from}
     * @throws ExportException {@code UNREADABLE}: a part is not there, is no recording, or ends
     *     before the stretch begins
     * @throws InterruptedException when the thread was interrupted
     */
    public static StretchSize size(List<Path> parts, Duration from, Duration until)
            throws ExportException, InterruptedException {
        try (Stretch stretch = Stretch.of(parts, from, until)) {
            PictureSize size = size(parts, stretch);
            Stretch.Units units = stretch.units();
            for (int i = 1; i < stretch.size(); i++) {
                if (stretch.key(i)) {
                    size = larger(size, units.at(i));
                }
            }
            return new StretchSize(
                    size.width(), size.height(), (long) (stretch.bytes() * COPY_SHARE));
        } catch (IOException failed) {
            throw RecordedPart.unreadable(parts.getFirst(), failed);
        }
    }

    private static PictureSize larger(PictureSize size, byte[] keyUnit) {
        try {
            PictureSize other = CopiedSets.of(keyUnit).size();
            return new PictureSize(
                    Math.max(size.width(), other.width()), Math.max(size.height(), other.height()));
        } catch (NotCopyable | IllegalArgumentException same) {
            LOG.debug("a key frame does not say its size: {}", same.toString());
            return size;
        }
    }

    private static PictureSize size(List<Path> parts, Stretch stretch)
            throws IOException, ExportException {
        try {
            return CopiedSets.of(stretch.units().at(0)).size();
        } catch (NotCopyable | IllegalArgumentException strange) {
            throw new ExportException(
                    Kind.UNREADABLE,
                    parts.getFirst()
                            + " holds no video that can be exported: choose a recording that"
                            + " Lastframe made.",
                    strange);
        }
    }

    /** Whether the file decodes, and to so many pictures. */
    private static boolean isProven(Mp4Work work, Stretch stretch, NewFile file, int pictures)
            throws ExportException, InterruptedException {
        boolean all = Ticks.seconds(stretch.length()) <= PROVEN_SECONDS;
        Optional<Long> decoded = work.decoded(file, PROVEN_SECONDS);
        return decoded.isPresent() && (all ? decoded.get() == pictures : decoded.get() > 0);
    }

    private static StretchResult result(
            Stretch stretch, NewFile file, Kept kept, int copied, PictureSize size, Lowered lowered)
            throws IOException {
        long bytes = Files.size(file.path());
        return new StretchResult(
                Ticks.duration(stretch.fromTicks()),
                Ticks.duration(stretch.fromTicks() + stretch.time(kept.last())),
                Ticks.duration(stretch.untilTicks()),
                kept.count(),
                copied,
                bytes,
                size.width(),
                size.height(),
                kept.mostInASecond(),
                (long) (bytes * 8 / Ticks.seconds(stretch.length())),
                lowered);
    }
}

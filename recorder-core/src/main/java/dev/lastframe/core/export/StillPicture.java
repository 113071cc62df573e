package dev.lastframe.core.export;

import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One picture of a recording as PNG. Callable from any thread; blocks; the work is done by a child
 * process of low priority.
 */
public final class StillPicture {

    private static final Duration ANY = Duration.ofMillis(1);

    private StillPicture() {}

    /**
     * Makes the picture that was on the screen at a moment.
     *
     * @param parts the files of one recording in order; the last one may still be growing
     * @param at on the recording's own clock, 0 or later; at or behind the recording's end its last
     *     picture
     * @param target must not exist; its folder must
     * @throws ExportException {@code UNREADABLE}: a part is not there or is no recording; {@code
     *     EXISTS}, {@code DISK_FULL}, {@code FAILED}
     * @throws InterruptedException when the thread was interrupted; nothing is left then
     */
    public static void png(List<Path> parts, Duration at, Path target)
            throws ExportException, InterruptedException {
        png(parts, at, List.of(), target);
    }

    /**
     * The same with places painted over that are so at any time at which this picture is shown,
     * from its beginning to the moment.
     */
    public static void png(List<Path> parts, Duration at, List<Cover> covers, Path target)
            throws ExportException, InterruptedException {
        StretchVideo.refuse(target);
        Duration end = RecordingParts.end(parts);
        Duration moment = at.compareTo(end) > 0 ? end : at;
        try (Stretch stretch = Stretch.of(parts, moment, moment.plus(ANY));
                NewFile file = Mp4Work.newFile(target)) {
            Mp4Work work = new Mp4Work(FfmpegProgram.find(), target, Map.of());
            int first = stretch.first();
            List<String> words = new ArrayList<>(Mp4Work.input());
            words.addAll(List.of("-map", "0:v:0"));
            String colours = ",scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp";
            Feed feed = new Feed(stretch, 0, first + 1, i -> true, share -> {});
            // The last picture is there until the moment that was asked for, whatever the end.
            long shown = Math.max(stretch.fromTicks(), Ticks.of(at));
            String painted = CoverFilter.still(covers, stretch.firstSince(), shown);
            words.addAll(List.of("-vf", feed.filter(painted) + colours + ",format=rgb24"));
            words.addAll(List.of("-frames:v", "1", "-fps_mode", "passthrough"));
            words.addAll(List.of("-c:v", "png", "-f", "image2pipe", "-y", "file:" + file.path()));
            work.run(words, feed, file);
            file.publish();
        } catch (StorageException refused) {
            throw Mp4Work.failure(refused);
        } catch (IOException failed) {
            throw StretchVideo.noProgram(target, failed);
        }
    }
}

package dev.lastframe.app.bugreport;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.DraftFilm;
import dev.lastframe.core.report.Mask;
import dev.lastframe.core.report.PackOrder;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A report that is being prepared. Callable from any thread; every call but {@link #overview}
 * blocks, waits for others, and ends when its thread is interrupted.
 */
interface Draft extends AutoCloseable {

    /** What is known at once. Never blocks. */
    Overview overview();

    /** What the report would tell of a stretch. */
    Chapter chapter(Span stretch) throws ReportException, InterruptedException;

    /** What the zip would hold now, with what the person wrote and decided. */
    List<Item> items(Span stretch, PackOrder order) throws ReportException, InterruptedException;

    /** The screenshot as it would be sent now; lives until the next one is asked for. */
    Still picture(Span stretch, PackOrder order) throws ReportException, InterruptedException;

    /** The picture of a moment as PNG; lives as long as the draft. */
    Still still(long micros) throws ReportException, InterruptedException;

    /**
     * Makes the video of a stretch with the masks burned in, as large as the destination takes it.
     *
     * @param leftOut names of items that the zip will not hold
     */
    DraftFilm film(
            Span stretch,
            List<Mask> masks,
            Destination destination,
            Set<String> leftOut,
            Progress progress)
            throws ReportException, InterruptedException;

    /** A picture of a burned video. */
    Still still(DraftFilm film, long micros) throws ReportException, InterruptedException;

    /**
     * Makes the zip and, where the destination wants one, the folder around it.
     *
     * @param folder where to; empty for beside the recording
     */
    Made pack(Span stretch, PackOrder order, Optional<Path> folder, Progress progress)
            throws ReportException, InterruptedException;

    /** Removes what it was made of. Blocks on the disk. */
    @Override
    void close();

    /**
     * What a draft is of.
     *
     * @param key the recording's file, or one of the constants
     * @param name what it is called; empty where it has no name yet
     * @param endMicros how long it is; 0 where nothing was recorded
     * @param suggested the stretch in front of the trigger
     * @param triggerMicros when the bug was seen
     * @param moments what may help to find it
     */
    record Overview(
            String key,
            String name,
            long endMicros,
            Span suggested,
            long triggerMicros,
            List<Moment> moments) {

        /** The recording that is being made. */
        static final String RUNNING = "running";

        /** Nothing is or was recorded. */
        static final String SCREEN = "screen";

        public Overview {
            moments = List.copyOf(moments);
        }

        /** Whether there is a recording, and so a stretch and a video. */
        boolean recorded() {
            return endMicros > 0;
        }
    }

    /**
     * What a report tells of a stretch.
     *
     * @param steps drafted, in order
     * @param items what the zip would hold
     */
    record Chapter(List<String> steps, List<Item> items) {

        public Chapter {
            steps = List.copyOf(steps);
            items = List.copyOf(items);
        }
    }

    /**
     * What was made.
     *
     * @param videoBytes the size of the video beside the zip; 0 where there is none
     * @param text what is pasted into the tracker; empty where it was left out
     */
    record Made(ReportResult result, long videoBytes, String text) {}
}

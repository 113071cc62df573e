package dev.lastframe.app.bugreport;

import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.DraftEntry;
import dev.lastframe.core.report.DraftFilm;
import dev.lastframe.core.report.Mask;
import dev.lastframe.core.report.PackOrder;
import dev.lastframe.core.report.ReportDraft;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import dev.lastframe.core.report.ReportResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A draft of a real recording: one caller at a time, the others wait and can be interrupted. */
final class EngineDraft implements Draft {

    private static final Logger LOG = LoggerFactory.getLogger(EngineDraft.class);
    private static final String DESCRIPTION = "description.md";
    private static final int MOST_NAMES = 1_000;

    private final ReportDraft draft;
    private final Overview overview;
    private final Supplier<PictureSize> largest;
    private final String name;
    private final ReentrantLock busy = new ReentrantLock();

    /**
     * @param largest that any picture is ever shown, in pixels of the screen; asked by any thread
     */
    EngineDraft(ReportDraft draft, Overview overview, Supplier<PictureSize> largest) {
        this.draft = draft;
        this.overview = overview;
        this.largest = largest;
        this.name = overview.name().isEmpty() ? "Lastframe" : overview.name();
    }

    private interface Work<T> {
        T call() throws ReportException, InterruptedException;
    }

    private <T> T alone(Work<T> work) throws ReportException, InterruptedException {
        busy.lockInterruptibly();
        try {
            return work.call();
        } finally {
            busy.unlock();
        }
    }

    @Override
    public Overview overview() {
        return overview;
    }

    @Override
    public Chapter chapter(Span stretch) throws ReportException, InterruptedException {
        return alone(() -> {
            choose(stretch);
            return new Chapter(
                    draft.steps(), draft.entries().stream().map(EngineDraft::item).toList());
        });
    }

    @Override
    public List<Item> items(Span stretch, PackOrder order)
            throws ReportException, InterruptedException {
        return alone(() -> {
            choose(stretch);
            return draft.entries(order).stream().map(EngineDraft::item).toList();
        });
    }

    @Override
    public Still picture(Span stretch, PackOrder order)
            throws ReportException, InterruptedException {
        return alone(() -> {
            choose(stretch);
            return sized(draft.picture(order));
        });
    }

    /** The draft gathers for a while where the stretch is another. */
    private void choose(Span stretch) throws ReportException, InterruptedException {
        boolean other =
                stretch.fromMicros() != draft.fromMicros()
                        || stretch.untilMicros() != draft.untilMicros();
        if (other && overview.recorded()) {
            draft.stretch(stretch.fromMicros(), stretch.untilMicros());
        }
    }

    private static Item item(DraftEntry entry) {
        return new Item(
                entry.name(),
                entry.bytes(),
                entry.estimated(),
                entry.text(),
                entry.replaced().stream()
                        .map(place -> new Item.Mark(place.start(), place.end()))
                        .toList(),
                entry.offered(),
                entry.fixed());
    }

    @Override
    public Still still(long micros) throws ReportException, InterruptedException {
        return alone(() -> sized(draft.still(micros)));
    }

    @Override
    public Still still(DraftFilm film, long micros) throws ReportException, InterruptedException {
        return alone(() -> sized(draft.still(film, micros)));
    }

    /**
     * JavaFX reads all of a picture before it makes it smaller: 6 MB of the heap for one of
     * 1920x1080, and soon a collection of all of it, which a recording misses pictures by.
     */
    private Still sized(Path png) throws ReportException, InterruptedException {
        PictureSize size = PngHeader.size(png);
        PictureSize most = largest.get();
        double part =
                Math.min(
                        (double) most.width() / size.width(),
                        (double) most.height() / size.height());
        if (part >= 1) {
            return new Still(png, size);
        }
        int width = Math.max(1, (int) Math.round(size.width() * part));
        int height = Math.max(1, (int) Math.round(size.height() * part));
        try {
            return new Still(draft.shrunk(png, width, height), size);
        } catch (ReportException refused) {
            LOG.warn("a picture is read as large as it is", refused);
            return new Still(png, size);
        }
    }

    @Override
    public DraftFilm film(
            Span stretch,
            List<Mask> masks,
            Destination destination,
            Set<String> leftOut,
            Progress progress)
            throws ReportException, InterruptedException {
        return alone(() -> {
            choose(stretch);
            return draft.film(masks, leftOut, draft.videoRoom(destination, leftOut), progress)
                    .orElseThrow(() ->
                            new ReportException(
                                    Kind.NOTHING_CAPTURED, "There is no video to burn."));
        });
    }

    @Override
    public Made pack(Span stretch, PackOrder order, Optional<Path> folder, Progress progress)
            throws ReportException, InterruptedException {
        return alone(() -> {
            choose(stretch);
            ReportResult made =
                    draft.pack(folder.isPresent() ? into(order, folder.get()) : order, progress);
            return told(made);
        });
    }

    /** A free name in another folder. */
    private PackOrder into(PackOrder order, Path folder) {
        String ending = order.destination().playsVideo() ? "" : ".zip";
        Path target = folder.resolve(name + ".report" + ending);
        for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS) && i < MOST_NAMES; i++) {
            target = folder.resolve(name + ".report (" + i + ")" + ending);
        }
        return new PackOrder(
                order.destination(),
                order.fitBytes(),
                Optional.of(target),
                order.description(),
                order.steps(),
                order.leftOut(),
                order.masks());
    }

    private static Made told(ReportResult made) throws ReportException {
        try {
            long videoBytes = made.video().isPresent() ? Files.size(made.video().get()) : 0;
            return new Made(made, videoBytes, text(made));
        } catch (IOException unreadable) {
            throw new ReportException(
                    Kind.UNWRITABLE,
                    "The report was made, but cannot be read back from "
                            + made.made()
                            + ": look whether its disk is still there.",
                    unreadable);
        }
    }

    private static String text(ReportResult made) throws IOException {
        if (made.text().isPresent()) {
            return Files.readString(made.text().get());
        }
        try (ZipFile zip = new ZipFile(made.file().toFile())) {
            ZipEntry entry = zip.getEntry(DESCRIPTION);
            return entry == null
                    ? ""
                    : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits for who works with it, who was interrupted. */
    @Override
    public void close() {
        busy.lock();
        try {
            draft.close();
        } finally {
            busy.unlock();
        }
    }
}

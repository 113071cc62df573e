package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a report of a draft as it is. Used by one thread; blocks. */
final class Packer {

    private static final Logger LOG = LoggerFactory.getLogger(Packer.class);

    private final ReportEnvironment environment;
    private final Instant trigger;
    private final Scratch scratch;
    private final Optional<Subject> subject;
    private final Optional<Filming> filming;
    private final Contents contents;
    private final ReportDraft.Look look;

    Packer(
            ReportEnvironment environment,
            Instant trigger,
            Scratch scratch,
            Optional<Subject> subject,
            Optional<Filming> filming,
            Contents contents,
            ReportDraft.Look look) {
        this.environment = environment;
        this.trigger = trigger;
        this.scratch = scratch;
        this.subject = subject;
        this.filming = filming;
        this.contents = contents;
        this.look = look;
    }

    /** What masks do here. */
    Covered covered(List<Mask> masks) throws IOException {
        if (subject.isPresent()) {
            return Covered.of(masks, look.stretch(), look.size().width(), look.size().height());
        }
        Optional<Path> picture = contents.picture().file();
        if (picture.isEmpty()) {
            return Covered.nothing();
        }
        // A picture without a recording has no times.
        Rect area = PngFile.area(picture.get());
        List<Mask> always = masks.stream().map(mask -> new Mask(mask.area(), 0, 0)).toList();
        return Covered.of(always, look.stretch(), area.width(), area.height());
    }

    /** What the report gets when it is packed by an order. */
    Wrapping wrapping(PackOrder order, Covered covered) throws InterruptedException {
        Picture picture =
                order.leftOut().contains(Entry.PICTURE) ? contents.picture() : picture(covered);
        return wrappings(covered).of(order, picture);
    }

    /** The same for its texts alone: nothing is covered in the picture. */
    Wrapping described(PackOrder order) throws IOException {
        return wrappings(covered(order.masks())).of(order, contents.picture());
    }

    private Wrappings wrappings(Covered covered) {
        return new Wrappings(contents, covered, trigger, environment.clock().wallTime());
    }

    /** The picture as it would be packed, also where the order leaves it out. */
    Picture seen(PackOrder order) throws ExportException, IOException, InterruptedException {
        Picture picture = picture(covered(order.masks()));
        Wrapping wrapping = wrappings(Covered.nothing()).of(order, picture);
        return packing(order, wrapping, Progress.NONE).picture();
    }

    /** Never the picture as it was, where anything of it is to be covered. */
    private Picture picture(Covered covered) throws InterruptedException {
        Picture whole = contents.picture();
        if (covered.isNothing() || whole.file().isEmpty()) {
            return whole;
        }
        Path png = scratch.fresh("covered", ".png");
        try {
            if (subject.isPresent()) {
                subject.get().films().picture(look.stretch(), covered.covers(), png);
            } else {
                PngFile.cover(whole.file().get(), covered.covers(), png);
            }
            return whole.in(png);
        } catch (ExportException failed) {
            LOG.warn("the picture cannot be covered, and is left out", failed);
            return Picture.none("It could not be covered.");
        }
    }

    /** What the video may have to fit. */
    OptionalLong videoRoom(PackOrder order)
            throws ReportException, ExportException, IOException, InterruptedException {
        return packing(order, wrapping(order, Covered.nothing()), Progress.NONE).videoRoom();
    }

    /**
     * Makes the report.
     *
     * @param wanted its name; empty for a free one
     */
    ReportResult pack(PackOrder order, Optional<Path> wanted, Progress progress)
            throws ReportException,
                    ExportException,
                    StorageException,
                    IOException,
                    InterruptedException {
        Wrapping wrapping = wrapping(order, covered(order.masks()));
        Packing packing = packing(order, wrapping, progress);
        Delivery delivery = new Delivery(packing, wrapping, contents, target(order, wanted));
        ReportResult made = order.destination().playsVideo() ? delivery.folder() : delivery.zip();
        progress.at(1);
        return made;
    }

    private Target target(PackOrder order, Optional<Path> wanted) throws IOException {
        String ending = order.destination().playsVideo() ? "" : Target.ZIP;
        return wanted.isPresent()
                ? Target.exactly(wanted.get())
                : Target.free(environment, subject.map(Subject::source), trigger, ending);
    }

    private Packing packing(PackOrder order, Wrapping wrapping, Progress progress) {
        boolean wanted = filming.isPresent() && !order.leftOut().contains(Entry.VIDEO);
        Packing.Video video =
                wanted
                        ? (fit, heard) ->
                                filming.get()
                                        .get(
                                                look.stretch(),
                                                wrapping.covered().covers(),
                                                Heard.sounds(order.leftOut()),
                                                fit,
                                                heard)
                        : null;
        return new Packing(contents, wrapping, scratch, order, video, progress);
    }
}

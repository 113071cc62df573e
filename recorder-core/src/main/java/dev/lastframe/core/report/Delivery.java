package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.storage.NewFile;
import dev.lastframe.core.storage.NewFolder;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives a report its name, when all of it is written: the zip alone, or a folder with it. Used by
 * one thread; blocks.
 */
final class Delivery {

    private static final int ATTEMPTS = 4;
    private static final int PIECE = 64 * 1024;

    private final Packing packing;
    private final Wrapping wrapping;
    private final Contents contents;
    private final Target target;

    Delivery(Packing packing, Wrapping wrapping, Contents contents, Target target) {
        this.packing = packing;
        this.wrapping = wrapping;
        this.contents = contents;
        this.target = target;
    }

    /** Gives what was written a name. */
    @FunctionalInterface
    private interface Naming {
        void as(Path name) throws StorageException;
    }

    /** The zip alone. */
    ReportResult zip()
            throws ReportException,
                    ExportException,
                    StorageException,
                    IOException,
                    InterruptedException {
        try (NewFile file = NewFile.beside(target.next())) {
            Packing.Zip zip = packing.into(file);
            Path name = publish(file::publishAs);
            return result(name, zip, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** A folder with the zip, the video by itself, and the text. */
    ReportResult folder()
            throws ReportException,
                    ExportException,
                    StorageException,
                    IOException,
                    InterruptedException {
        String zipName = target.name() + Target.ZIP;
        try (NewFolder folder = NewFolder.beside(target.next());
                NewFile file = NewFile.beside(folder.file(zipName))) {
            Packing.Zip zip = packing.into(file);
            file.publish();
            Optional<Path> video = Optional.ofNullable(zip.film()).map(Filming.Made::file);
            if (video.isPresent()) {
                write(folder.file(Entry.VIDEO), Entry.file(Entry.VIDEO, video.get()));
            }
            boolean described = !wrapping.leftOut().contains(Entry.DESCRIPTION);
            if (described) {
                write(
                        folder.file(Entry.DESCRIPTION),
                        Entry.text(Entry.DESCRIPTION, wrapping.description()));
            }
            Path name = publish(folder::publishAs);
            return result(
                    name.resolve(zipName),
                    zip,
                    Optional.of(name),
                    video.map(made -> name.resolve(Entry.VIDEO)),
                    described ? Optional.of(name.resolve(Entry.DESCRIPTION)) : Optional.empty());
        }
    }

    private static void write(Path target, Entry entry)
            throws StorageException, InterruptedException {
        try (NewFile file = NewFile.beside(target)) {
            try (InputStream in = entry.open();
                    OutputStream out = file.rewrite()) {
                byte[] piece = new byte[PIECE];
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    out.write(piece, 0, n);
                }
            } catch (IOException failed) {
                throw file.failure(String.valueOf(failed.getMessage()));
            }
            file.publish();
        }
    }

    private ReportResult result(
            Path file,
            Packing.Zip zip,
            Optional<Path> folder,
            Optional<Path> video,
            Optional<Path> text) {
        return new ReportResult(
                file,
                zip.bytes(),
                contents.sentence(),
                folder,
                video,
                text,
                contents.redactions().without(wrapping.leftOut()),
                wrapping.replacedInWords());
    }

    /** Somebody may take a free name between the look and the rename. */
    private Path publish(Naming naming) throws StorageException, IOException {
        for (int i = 0; ; i++) {
            Path name = target.next();
            try {
                naming.as(name);
                return name;
            } catch (StorageException refused) {
                if (target.exact()
                        || i == ATTEMPTS
                        || refused.reason() != StorageException.Reason.OUTPUT_EXISTS) {
                    throw refused;
                }
            }
        }
    }
}

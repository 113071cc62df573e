package dev.lastframe.core.report;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PictureStrip;
import dev.lastframe.core.export.StillPicture;
import dev.lastframe.core.export.StreamOfMp4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a video that was made, as whoever opens it will see them. Used by one thread; blocks;
 * closing removes them.
 */
final class FilmViews implements AutoCloseable {

    private static final int STRIP_WIDTH = 240;
    private static final int MOST_IN_STRIP = 200;

    private final Filming.Made made;
    private final Scratch scratch;
    private final String name;
    private final List<Path> files = new ArrayList<>();
    private @Nullable StreamOfMp4 stream;

    /**
     * Of a video.
     *
     * @param number no other one of the scratch folder has
     */
    FilmViews(Filming.Made made, Scratch scratch, int number) {
        this.made = made;
        this.scratch = scratch;
        this.name = "view-" + number + "-";
    }

    boolean isOf(DraftFilm film) {
        return film.file().equals(made.file());
    }

    DraftFilm film(List<Mask> masks, OptionalLong fitBytes)
            throws ExportException, IOException, InterruptedException {
        List<PictureStrip.Shown> all =
                PictureStrip.of(made.file(), STRIP_WIDTH, scratch.file(name + "%d.jpg"));
        List<PictureStrip.Shown> chosen = chosen(all);
        for (PictureStrip.Shown one : all) {
            if (!chosen.contains(one)) {
                Files.deleteIfExists(one.picture());
            }
        }
        List<DraftFilm.Thumbnail> strip = new ArrayList<>();
        for (PictureStrip.Shown one : chosen) {
            files.add(one.picture());
            long micros = made.stretch().fromMicros() + one.at().toNanos() / 1000;
            strip.add(new DraftFilm.Thumbnail(micros, one.picture()));
        }
        return new DraftFilm(
                made.file(),
                made.result().bytes(),
                made.stretch().fromMicros(),
                made.stretch().untilMicros(),
                strip,
                all.size() - chosen.size(),
                made.covers().size(),
                masks,
                fitBytes);
    }

    /** Spread over the time; of what is near to each other the last. */
    private List<PictureStrip.Shown> chosen(List<PictureStrip.Shown> all) {
        if (all.size() <= MOST_IN_STRIP) {
            return all;
        }
        long length = Math.max(1, made.stretch().untilMicros() - made.stretch().fromMicros());
        List<PictureStrip.Shown> chosen = new ArrayList<>();
        long step = -1;
        for (PictureStrip.Shown one : all) {
            long own = one.at().toNanos() / 1000 * (MOST_IN_STRIP - 1) / length;
            if (own == step) {
                chosen.removeLast();
            }
            chosen.add(one);
            step = own;
        }
        return chosen;
    }

    Path still(long micros) throws ExportException, InterruptedException {
        Stretch stretch = made.stretch();
        long at =
                Math.clamp(micros, stretch.fromMicros(), stretch.untilMicros())
                        - stretch.fromMicros();
        Path png = scratch.file(name + "at-" + at + ".png");
        if (!Files.exists(png)) {
            StreamOfMp4 known = stream;
            if (known == null) {
                known = StreamOfMp4.make(made.file(), scratch.file(name + "stream.ts"));
                stream = known;
            }
            Duration moment = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(at));
            StillPicture.png(List.of(known.path()), moment, png);
            files.add(png);
        }
        return png;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}

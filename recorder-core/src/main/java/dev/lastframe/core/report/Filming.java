package dev.lastframe.core.report;

import dev.lastframe.core.export.Cover;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.Sounds;
import dev.lastframe.core.export.StretchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the video of a stretch, and keeps the one that was made last: what somebody has looked at
 * is what is packed, as long as it fits. Used by one thread; blocks.
 */
final class Filming {

    private final Films films;
    private final Scratch scratch;
    private final String comment;
    private @Nullable Made last;
    private @Nullable FilmViews views;
    private int count;

    /**
     * A video.
     *
     * @param covers what is painted over in it
     * @param sounds what is heard of it
     */
    record Made(
            Path file, StretchResult result, Stretch stretch, List<Cover> covers, Sounds sounds) {

        Made {
            covers = List.copyOf(covers);
        }
    }

    /**
     * @param comment what the file says of itself
     */
    Filming(Films films, Scratch scratch, String comment) {
        this.films = films;
        this.scratch = scratch;
        this.comment = comment;
    }

    /**
     * Makes it, whatever was made before.
     *
     * @param fit the most that it may have
     */
    Made make(
            Stretch stretch, List<Cover> covers, Sounds sounds, OptionalLong fit, Progress progress)
            throws ExportException, IOException, InterruptedException {
        forget();
        Path target = scratch.file("film-" + ++count + Source.MP4);
        StretchResult result = films.make(stretch, covers, sounds, fit, comment, target, progress);
        Made made = new Made(target, result, stretch, covers, sounds);
        last = made;
        return made;
    }

    /** The one that was made last, where it is of this and fits; else a new one. */
    Made get(
            Stretch stretch, List<Cover> covers, Sounds sounds, OptionalLong fit, Progress progress)
            throws ExportException, IOException, InterruptedException {
        Made known = last;
        if (known != null
                && known.stretch().equals(stretch)
                && known.covers().equals(covers)
                && known.sounds().equals(sounds)
                && known.result().bytes() <= fit.orElse(Long.MAX_VALUE)) {
            progress.at(1);
            return known;
        }
        return make(stretch, covers, sounds, fit, progress);
    }

    /** Removes the one that was made last, and what was shown of it. */
    private void forget() throws IOException {
        FilmViews shown = views;
        views = null;
        if (shown != null) {
            shown.close();
        }
        Made known = last;
        last = null;
        if (known != null) {
            Files.deleteIfExists(known.file());
        }
    }

    /** Makes it to be looked at; what was shown of the one before is removed. */
    DraftFilm film(
            Covered covered, List<Mask> masks, Sounds sounds, OptionalLong fit, Progress progress)
            throws ExportException, IOException, InterruptedException {
        Made made =
                make(
                        covered.stretch(),
                        covered.covers(),
                        sounds,
                        fit,
                        share -> progress.at(share * 0.9));
        FilmViews fresh = new FilmViews(made, scratch, count);
        views = fresh;
        DraftFilm film = fresh.film(masks, fit);
        progress.at(1);
        return film;
    }

    /**
     * A picture of the one that was shown last.
     *
     * @throws IllegalArgumentException when that is another one
     */
    Path still(DraftFilm film, long micros) throws ExportException, InterruptedException {
        FilmViews newest = views;
        if (newest == null || !newest.isOf(film)) {
            throw new IllegalArgumentException(film.file() + " is not the newest film");
        }
        return newest.still(micros);
    }
}

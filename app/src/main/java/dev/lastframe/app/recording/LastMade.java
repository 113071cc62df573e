package dev.lastframe.app.recording;

import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.core.session.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The recording made last, which the settings remember, and what can be done with it. Used by the
 * FX thread; never blocks.
 */
final class LastMade {

    private final Options options;
    private final MadeFiles files;
    private final LastFiles trash;
    private final ReadOnlyObjectWrapper<Optional<LastRecording>> last;

    private final LastPicture picture;

    /** Made since the window opened: what a bug was seen in. */
    private Optional<Path> since = Optional.empty();

    LastMade(WindowServices services, Options options, Words words, Banners banners) {
        this.options = options;
        this.files = new MadeFiles(services, words, banners::show);
        this.trash =
                new LastFiles(
                        services.desktop(),
                        words,
                        services.ui(),
                        new LastFiles.Observer() {
                            @Override
                            public void lastIs(Optional<LastRecording> now) {
                                is(now);
                            }

                            @Override
                            public void say(Banner banner) {
                                banners.show(banner);
                            }
                        });
        this.last = new ReadOnlyObjectWrapper<>(options.settings().last());
        this.picture = new LastPicture(services, last.getReadOnlyProperty());
    }

    /** Empty where there is none. */
    ReadOnlyObjectProperty<Optional<LastRecording>> last() {
        return last.getReadOnlyProperty();
    }

    /** What it looks like. */
    LastPicture picture() {
        return picture;
    }

    /** The one that was made since the window opened. */
    Optional<Path> since() {
        return since;
    }

    /** Opens files, and says where that fails. */
    MadeFiles files() {
        return files;
    }

    /** Plays it. */
    void open() {
        last.get().ifPresent(made -> files.open(made.file()));
    }

    /** Shows it in its folder. */
    void show() {
        last.get().ifPresent(made -> files.show(made.file()));
    }

    /**
     * Moves it to the trash, with all that belongs to it.
     *
     * @param converting whether its MP4 is still being made, which would be left behind
     */
    void delete(BooleanSupplier converting) {
        last.get().ifPresent(before -> trash.throwAway(before, converting.getAsBoolean()));
    }

    /** Takes back what was thrown away last. */
    void undoDelete() {
        trash.takeBack();
    }

    /** A recording has ended; where it left a whole file, that one was made last. */
    void ended(Outcome outcome) {
        if (kept(outcome) && !outcome.files().isEmpty()) {
            is(
                    Optional.of(
                            new LastRecording(
                                    outcome.files().getFirst(), outcome.status().elapsed())));
        }
    }

    /** Whether an outcome's files are recordings that people would look at. */
    static boolean kept(Outcome outcome) {
        return outcome.result() == Outcome.Result.SAVED || outcome.result() == Outcome.Result.CUT;
    }

    /** The MP4 has taken the recording's place. */
    void replaced(Path recording, Path mp4) {
        last.get()
                .filter(before -> before.file().toAbsolutePath().equals(recording))
                .ifPresent(before -> {
                    since = since.map(file -> mp4);
                    LastRecording now = new LastRecording(mp4, before.length());
                    last.set(Optional.of(now));
                    options.change(options.settings().withLast(now));
                });
    }

    private void is(Optional<LastRecording> now) {
        last.set(now);
        since = now.map(LastRecording::file);
        options.change(
                now.map(options.settings()::withLast)
                        .orElseGet(() -> options.settings().withoutLast()));
    }
}

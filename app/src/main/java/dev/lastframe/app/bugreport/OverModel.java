package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.DraftFilm;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The burned video that is looked over. Used by the FX thread. */
final class OverModel {

    private final PictureModel picture;
    private final ReadOnlyObjectWrapper<Optional<DraftFilm>> film =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    OverModel(Background background) {
        this.picture = new PictureModel(background);
    }

    ReadOnlyObjectProperty<Optional<DraftFilm>> film() {
        return film.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Still>> still() {
        return picture.still();
    }

    /** Why the picture that is wished could not be made; empty where it could. */
    ReadOnlyObjectProperty<Optional<Throwable>> failed() {
        return picture.failed();
    }

    ReadOnlyLongProperty at() {
        return picture.at();
    }

    /**
     * Begins to look over.
     *
     * @param pictures of the burned video
     */
    void begin(DraftFilm burned, PictureModel.Source pictures) {
        picture.begin(pictures, burned.fromMicros());
        film.set(Optional.of(burned));
    }

    void show(long micros) {
        picture.show(micros);
    }

    /** Which of the distinct pictures is shown; -1 for none. */
    int index() {
        List<DraftFilm.Thumbnail> strip = film.get().map(DraftFilm::strip).orElse(List.of());
        int found = -1;
        for (int i = 0; i < strip.size() && strip.get(i).micros() <= at().get(); i++) {
            found = i;
        }
        return found < 0 && !strip.isEmpty() ? 0 : found;
    }

    void end() {
        picture.end();
        film.set(Optional.empty());
    }
}

package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Places;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The one line that tells what went wrong, and what to do. Used by the FX thread. */
final class Banners {

    private final ReadOnlyObjectWrapper<Optional<Banner>> banner =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /** Says where all goes while the home cannot be written. */
    static Optional<Banner> ofHome(Places places, Words words) {
        return places.refused()
                .map(instead ->
                        new Banner(
                                words.text("home.refused", instead, places.recordings()),
                                Banner.Action.CHOOSE_FOLDER,
                                "HOME_REFUSED"));
    }

    ReadOnlyObjectProperty<Optional<Banner>> banner() {
        return banner.getReadOnlyProperty();
    }

    /** Takes the place of what was said before. */
    void show(Banner next) {
        banner.set(Optional.of(next));
    }

    /** The same for what is less important than anything that is said already. */
    void showWhereNothingIs(Banner next) {
        if (banner.get().isEmpty()) {
            show(next);
        }
    }

    void dismiss() {
        banner.set(Optional.empty());
    }
}

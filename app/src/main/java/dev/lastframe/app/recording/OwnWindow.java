package dev.lastframe.app.recording;

import dev.lastframe.app.fx.KeptPlace;
import dev.lastframe.app.fx.NativeWindow;
import dev.lastframe.app.settings.WindowPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.stage.Stage;

/**
 * The window as what leaves the screen before the first picture, and comes back to where it was.
 * Used by the FX thread.
 */
final class OwnWindow implements OwnWindows {

    /** Where nobody tells when it has left; longer than the animations of desktops. */
    private static final Duration UNTOLD = Duration.ofMillis(600);

    /** What was under it has been drawn again by most programs. */
    private static final Duration REPAINTED = Duration.ofMillis(20);

    private final Stage stage;
    private final WindowServices services;
    private final KeptPlace kept;

    /** Of the window that left. */
    private OptionalLong number = OptionalLong.empty();

    /** Where it was then. */
    private Optional<WindowPosition> left = Optional.empty();

    private boolean removed;

    OwnWindow(Stage stage, WindowServices services) {
        this.stage = stage;
        this.services = services;
        this.kept = new KeptPlace(stage, services.later());
    }

    @Override
    public boolean leave() {
        if (stage.isIconified() || !stage.isShowing()) {
            return false;
        }
        kept.end();
        number = NativeWindow.titled(stage.getTitle());
        left = Optional.of(left.orElseGet(this::stands));
        stage.setIconified(true);
        return true;
    }

    /** A person who fetches it back meanwhile wants to see it. */
    @Override
    public boolean onScreen() {
        return stage.isIconified()
                && number.isPresent()
                && services.desktop().isShown(number.getAsLong());
    }

    /**
     * A desktop that asks before it shows its screen tells nobody what is on it; where nobody draws
     * what is gone once more, gone is gone.
     */
    @Override
    public Duration settles() {
        if (services.recordings().dialog().isPresent()) {
            return UNTOLD;
        }
        return services.desktop().hasCompositor() ? OwnWindows.super.settles() : REPAINTED;
    }

    /** JavaFX still takes it for shown: the pill needs that. */
    @Override
    public void remove() {
        number.ifPresent(services.desktop()::withdraw);
        removed = true;
    }

    /** Shows it again where it was removed; nothing else brings it back. */
    void restore() {
        if (removed) {
            shown(false);
        }
    }

    /**
     * The same, as an icon where there is who makes one: what the person looks at stays in front.
     */
    void restoreAside() {
        if (removed) {
            shown(services.desktop().hasWindowManager());
        }
    }

    private void shown(boolean asIcon) {
        removed = false;
        stage.hide();
        stage.setIconified(asIcon);
        left.ifPresent(this::put);
        stage.show();
    }

    /** Where it is, or was before it left: of an iconified window JavaFX tells other places. */
    WindowPosition place() {
        return left.orElseGet(this::stands);
    }

    private WindowPosition stands() {
        return new WindowPosition(stage.getX(), stage.getY());
    }

    /**
     * It is no icon any more: takes it to where it was until that holds.
     *
     * @param fit gives it the height of what it shows
     */
    void comeBack(Runnable fit) {
        kept.keep(
                () -> {
                    left.ifPresent(this::put);
                    fit.run();
                },
                () -> {
                    left = Optional.empty();
                    fit.run();
                });
    }

    private void put(WindowPosition place) {
        stage.setX(place.x());
        stage.setY(place.y());
    }
}

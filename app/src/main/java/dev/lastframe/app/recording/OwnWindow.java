package dev.lastframe.app.recording;

import dev.lastframe.app.fx.NativeWindow;
import dev.lastframe.app.settings.WindowPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.stage.Stage;

/**
 * The window as what leaves the screen before the first picture, and comes back to where it was.
 * Used by the FX thread.
 */
final class OwnWindow implements OwnWindows {

    /** By then a window manager has brought it back; what moves it sooner is lost. */
    private static final List<Duration> MAPPED =
            List.of(Duration.ofMillis(100), Duration.ofMillis(600));

    /** From then on it is where the person puts it. */
    private static final Duration ARRIVED = Duration.ofMillis(700);

    /** Where nobody tells when it has left; longer than the animations of desktops. */
    private static final Duration UNTOLD = Duration.ofMillis(600);

    private final Stage stage;
    private final WindowServices services;

    /** Of the window that left. */
    private OptionalLong number = OptionalLong.empty();

    /** Where it was then. */
    private Optional<WindowPosition> left = Optional.empty();

    private boolean removed;

    OwnWindow(Stage stage, WindowServices services) {
        this.stage = stage;
        this.services = services;
    }

    @Override
    public boolean leave() {
        if (stage.isIconified() || !stage.isShowing()) {
            return false;
        }
        number = NativeWindow.titled(stage.getTitle());
        left = Optional.of(place());
        stage.setIconified(true);
        return true;
    }

    @Override
    public boolean onScreen() {
        return number.isPresent() && services.desktop().isShown(number.getAsLong());
    }

    /** A desktop that asks before it shows its screen tells nobody what is on it. */
    @Override
    public Duration settles() {
        return services.recordings().dialog().isPresent() ? UNTOLD : OwnWindows.super.settles();
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
            removed = false;
            stage.hide();
            stage.setIconified(false);
            stage.show();
        }
    }

    /** Where it is, or was before it left: of an iconified window JavaFX tells other places. */
    WindowPosition place() {
        return left.filter(then -> stage.isIconified())
                .orElseGet(() -> new WindowPosition(stage.getX(), stage.getY()));
    }

    /**
     * It is no icon any more: takes it to where it was as soon as that holds.
     *
     * @param fit gives it the height of what it shows
     */
    void comeBack(Runnable fit) {
        MAPPED.forEach(delay -> services.later().after(delay, () -> mapped(fit)));
        services.later().after(ARRIVED, this::arrived);
    }

    private void mapped(Runnable fit) {
        if (!stage.isIconified() && stage.isShowing()) {
            left.ifPresent(then -> {
                stage.setX(then.x());
                stage.setY(then.y());
            });
            fit.run();
        }
    }

    private void arrived() {
        if (!stage.isIconified()) {
            left = Optional.empty();
        }
    }
}

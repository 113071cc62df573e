package dev.lastframe.app.recording;

import dev.lastframe.app.picker.DesktopPicture;
import dev.lastframe.app.picker.Picked;
import dev.lastframe.app.picker.Picker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a person choose on the screen what is recorded. Used by the FX thread. */
final class Picking {

    private static final Logger LOG = LoggerFactory.getLogger(Picking.class);

    /** So long the windows have to be drawn again after something lay over them. */
    static final Duration CLEARS = Duration.ofMillis(200);

    private final WindowServices services;
    private final RecordingViewModel model;
    private final Options options;
    private final Picker picker;

    /** Its pictures are being taken, or it is open. */
    private boolean under;

    Picking(WindowServices services, RecordingViewModel model, Picker picker) {
        this.services = services;
        this.model = model;
        this.options = model.options();
        this.picker = picker;
    }

    /** Begins whenever that is chosen, and leaves when a recording begins by other means. */
    void listen() {
        options.target()
                .subscribe((before, now) -> {
                    if (now instanceof TargetChoice.PickOnScreen) {
                        // what was chosen stays chosen until another is
                        services.ui().execute(() -> begin(before));
                    }
                });
        model.phase()
                .subscribe(phase -> {
                    if (phase.busy()) {
                        picker.close();
                    }
                });
    }

    private void begin(@Nullable TargetChoice before) {
        options.back(before);
        if (under || model.phase().get().busy()) {
            return;
        }
        under = true;
        // the list has closed by then, and the window under it is drawn again
        services.later().after(CLEARS, this::photograph);
    }

    private void photograph() {
        services.recordings()
                .photograph()
                .whenComplete((desktop, failed) ->
                        services.ui().execute(() -> photographed(desktop, failed)));
    }

    private void photographed(@Nullable DesktopPicture desktop, @Nullable Throwable failed) {
        if (desktop == null || model.phase().get().busy()) {
            under = false;
            if (failed != null) {
                LOG.warn("the screens cannot be shown", failed);
                Throwable cause =
                        failed instanceof CompletionException && failed.getCause() != null
                                ? failed.getCause()
                                : failed;
                model.cannotPick(String.valueOf(cause.getMessage()));
            }
            return;
        }
        picker.open(desktop, options.settings().region(), this::picked);
    }

    private void picked(Optional<Picked> picked) {
        under = false;
        picked.ifPresent(chosen -> {
            options.take(chosen);
            services.later().after(CLEARS, this::record);
        });
    }

    private void record() {
        if (!model.phase().get().busy()) {
            model.press();
        }
    }
}

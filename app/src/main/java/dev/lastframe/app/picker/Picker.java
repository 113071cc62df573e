package dev.lastframe.app.picker;

import dev.lastframe.core.capture.CaptureTarget;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets a person choose on the screen. Called by the FX thread; never blocks. */
public interface Picker {

    /**
     * Begins; one that is open already stays.
     *
     * @param before the region that was chosen last, offered again
     * @param done told once, when nothing of it is shown any more: what was chosen, or nothing
     */
    void open(
            DesktopPicture desktop,
            Optional<CaptureTarget.Region> before,
            Consumer<Optional<Picked>> done);

    /** Leaves without a choice; nothing where it is not open. */
    void close();
}

package dev.lastframe.app.fx;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Hands files to the desktop. Called by the FX thread; never blocks. The result ends exceptionally
 * with an {@link OpenException} when the desktop refused, on a thread of the opener.
 */
public interface Opener {

    /** Opens the file in the program that the desktop has for it. */
    CompletionStage<Void> open(Path file);

    /** Shows the file in its folder, selected where the file manager can do that. */
    CompletionStage<Void> show(Path file);
}

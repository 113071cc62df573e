package dev.lastframe.app.recovery;

import dev.lastframe.core.recovery.RecoveryListener;
import dev.lastframe.core.recovery.RecoveryResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Finds and saves recordings that a crash left. Called by the FX thread. Never blocks. */
@FunctionalInterface
public interface RecoveryService {

    /**
     * Begins to look, in the background.
     *
     * @param folders where recordings were going, besides those that are noted
     * @param listener told by a background thread
     * @return completed when all was looked at, or the looking was given up
     */
    CompletionStage<RecoveryResult> begin(List<Path> folders, RecoveryListener listener);
}

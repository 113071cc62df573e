package dev.lastframe.core.recovery;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run of recovery found.
 *
 * @param receipts one a recording, in the order they were done; those of long recordings as they
 *     are after the rest was decoded
 * @param inUse recordings that somebody makes at present, and that were left alone
 * @param unreadableFolders places that could not be looked through
 * @param cancelled whether the thread was interrupted before all were done
 */
public record RecoveryResult(
        List<Receipt> receipts, int inUse, List<Path> unreadableFolders, boolean cancelled) {

    public RecoveryResult {
        receipts = List.copyOf(receipts);
        unreadableFolders = List.copyOf(unreadableFolders);
    }
}

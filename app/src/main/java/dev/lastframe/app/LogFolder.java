package dev.lastframe.app;

import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/** Tells logback where the log goes, before the first logger is made. */
final class LogFolder {

    private LogFolder() {}

    /**
     * Makes the state folder, for its owner only. Where that fails there is no log; the program
     * works without one.
     */
    static void prepare(Path state) {
        try {
            OwnerOnly.createFolders(state);
            System.setProperty("lastframe.log", state.resolve("lastframe.log").toString());
        } catch (IOException impossible) {
            System.setProperty("lastframe.log", "");
        }
    }
}

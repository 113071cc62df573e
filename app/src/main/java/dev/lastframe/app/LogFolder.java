package dev.lastframe.app;

import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/** Tells {@link LogConfigurator} where the log goes, before the first logger is made. */
final class LogFolder {

    /** The property that names the file; empty where there is to be none. */
    static final String FILE = "lastframe.log";

    /** The property that tells how much is logged. */
    static final String LEVEL = "lastframe.log.level";

    private LogFolder() {}

    /**
     * Makes the state folder, for its owner only. Where that fails there is no log; the program
     * works without one.
     *
     * @param level such as {@code "debug"}; empty, or one that is none, for the usual one
     */
    static void prepare(Path state, String level) {
        System.setProperty(LEVEL, level);
        try {
            OwnerOnly.createFolders(state);
            System.setProperty(FILE, state.resolve("lastframe.log").toString());
        } catch (IOException impossible) {
            System.setProperty(FILE, "");
        }
    }
}

package dev.lastframe.app.crash;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What saves the recordings that a kill left. For one thread; blocks. */
interface Recovery {

    /** Saves what is in the folder. */
    Result recover(Path folder);

    /**
     * Begins to, and is killed.
     *
     * @param moment from 0 to 1: where in its usual time
     */
    void recoverAndKill(Path folder, double moment);

    /**
     * How it ended.
     *
     * @param files one for each recording that it found
     */
    record Result(int exitCode, List<Saved> files, String errors) {

        /** Keeps an own copy. */
        public Result {
            files = List.copyOf(files);
        }
    }

    /** One line of what it says; the names are those of the command line's JSON. */
    record Saved(
            String file,
            String state,
            double secondsSaved,
            long bytesCut,
            long millisCut,
            @Nullable String reason) {}
}

package dev.lastframe.core.session;

import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.Outcome.Result;
import dev.lastframe.core.storage.RecordingFiles;
import dev.lastframe.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a recording ends.
 *
 * @param state an end
 * @param result what became of it
 * @param failure why it is not simply saved, null when it is
 * @param files what is left
 */
record Ending(SessionState state, Result result, @Nullable Failure failure, List<Path> files) {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** It could not even begin. */
    static Ending failed(@Nullable RecordingFiles files, Failure failure) {
        LOG.warn("no recording: {} ({})", failure.sentence(), failure.reason());
        if (files != null) {
            discard(files);
        }
        return new Ending(SessionState.FAILED, Result.FAILED, failure, List.of());
    }

    /** It was stopped before there was a picture. */
    static Ending empty() {
        return new Ending(
                SessionState.EMPTY,
                Result.EMPTY,
                new Failure(
                        Reason.NOTHING_CAPTURED,
                        "Nothing was recorded: it was stopped before the first picture."),
                List.of());
    }

    /**
     * Gives the written file its name, or removes one without a picture. Touches the disk.
     *
     * @param encoded pictures in the file
     * @param problem what cut it short, null if nothing did
     */
    static Ending publish(RecordingFiles files, long encoded, @Nullable Failure problem) {
        if (encoded <= 0) {
            if (problem != null) {
                return failed(files, problem);
            }
            discard(files);
            return empty();
        }
        try {
            Path published = files.publish();
            release(files);
            return new Ending(
                    SessionState.SAVED,
                    problem == null ? Result.SAVED : Result.CUT,
                    problem,
                    List.of(published));
        } catch (StorageException failed) {
            LOG.error("the recording could not be published", failed);
            return temporary(
                    files,
                    "The recording could not be given its name; it is in "
                            + files.recording()
                            + ".");
        }
    }

    /**
     * It stays under its temporary name, for recovery.
     *
     * @param sentence what failed, and where it is
     */
    static Ending temporary(RecordingFiles files, String sentence) {
        try {
            files.closeKeepingTemporary();
        } catch (IOException stuck) {
            LOG.warn("the lock of {} stays", files.recording(), stuck);
        }
        return new Ending(
                SessionState.FAILED,
                Result.FAILED,
                new Failure(Reason.WRITE_FAILED, sentence),
                List.of(files.recording()));
    }

    private static void release(RecordingFiles files) {
        try {
            files.close();
        } catch (IOException litter) {
            LOG.warn("the lock or the note of a recording stays", litter);
        }
    }

    private static void discard(RecordingFiles files) {
        try {
            files.discard();
            files.close();
        } catch (IOException stuck) {
            LOG.error("an empty recording could not be removed", stuck);
        }
    }
}

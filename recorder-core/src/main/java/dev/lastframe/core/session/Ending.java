package dev.lastframe.core.session;

import dev.lastframe.core.session.Outcome.Reason;
import dev.lastframe.core.session.Outcome.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a recording ends.
 *
 * @param state an end
 * @param result what became of it
 * @param failure why it is not simply saved, or that what was recorded ended; null otherwise
 * @param files what is left
 */
record Ending(SessionState state, Result result, @Nullable Failure failure, List<Path> files) {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** Nothing is left of it. */
    static Ending failed(Failure failure) {
        LOG.warn("no recording: {} ({})", failure.sentence(), failure.reason());
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

    /** Only temporary files are left, for recovery. */
    static Ending temporary(List<Path> files, Failure failure) {
        return new Ending(SessionState.FAILED, Result.FAILED, failure, List.copyOf(files));
    }

    /**
     * Of what became of the parts.
     *
     * @param parts in order
     * @param problem what cut it short, null if nothing did
     */
    static Ending of(List<Closed> parts, @Nullable Failure problem) {
        List<Path> files = parts.stream().map(Closed::file).flatMap(Optional::stream).toList();
        Failure inParts =
                parts.stream()
                        .map(Closed::problem)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        Failure why =
                problem == null || (Failure.isClean(problem) && inParts != null)
                        ? inParts
                        : problem;
        if (files.isEmpty()) {
            return why == null ? empty() : failed(why);
        }
        if (parts.stream().anyMatch(Closed::published)) {
            return new Ending(
                    SessionState.SAVED,
                    why == null || Failure.isClean(why) ? Result.SAVED : Result.CUT,
                    why,
                    files);
        }
        return temporary(
                files,
                inParts != null
                        ? inParts
                        : new Failure(
                                Reason.WRITE_FAILED,
                                "The recording was not given its name; it is in "
                                        + files.getFirst()
                                        + "."));
    }
}

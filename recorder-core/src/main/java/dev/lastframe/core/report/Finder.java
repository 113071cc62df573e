package dev.lastframe.core.report;

import dev.lastframe.core.report.ReportException.Kind;
import dev.lastframe.core.storage.ActiveNotes;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.storage.HeldLocks;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the recording that a report is about, without touching it. Callable from any thread; blocks
 * on the disk.
 */
final class Finder {

    private static final Logger LOG = LoggerFactory.getLogger(Finder.class);

    /** Who asks for a report as the recording stops means that recording. */
    private static final Duration JUST_NOW = Duration.ofSeconds(5);

    private final ReportEnvironment environment;

    Finder(ReportEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The recording that a file is of.
     *
     * @throws ReportException when it is not there
     */
    Source of(Path file) throws ReportException {
        try {
            return look(file);
        } catch (IOException missing) {
            throw new ReportException(
                    Kind.UNREADABLE,
                    "There is no recording " + file + ": name one that exists.",
                    missing);
        }
    }

    /** The recording that began last of those that are being made or ended this very second. */
    Optional<Source> running() {
        Instant now = environment.clock().wallTime();
        Optional<Source> running =
                new ActiveNotes(environment.activeNotes())
                        .list().stream()
                                .map(ActiveNotes.Note::recording)
                                .filter(recording ->
                                        !RecordingFiles.isMicrophone(
                                                String.valueOf(recording.getFileName())))
                                .filter(recording -> HeldLocks.isBeingMade(recording, now))
                                .flatMap(recording -> tryLook(recording).stream())
                                .max(Comparator.comparing(Finder::began));
        return running.isPresent() ? running : justEnded(now);
    }

    private static String began(Source source) {
        return source.story().header().path("wall").asText("");
    }

    private Optional<Source> justEnded(Instant now) {
        Path newest = null;
        Instant best = now.minus(JUST_NOW);
        for (Path folder : foldersJustUsed()) {
            try (DirectoryStream<Path> all =
                    Files.newDirectoryStream(folder, "*" + RecordingFiles.EVENTS)) {
                for (Path events : all) {
                    Instant written = Files.getLastModifiedTime(events).toInstant();
                    if (written.isAfter(best)) {
                        best = written;
                        newest = events;
                    }
                }
            } catch (IOException | DirectoryIteratorException missing) {
                LOG.debug("{} cannot be looked through: {}", folder, missing.toString());
            }
        }
        return newest == null ? Optional.empty() : tryLook(newest);
    }

    /** Where recordings usually are, and where those are that an MP4 is just made of. */
    private Set<Path> foldersJustUsed() {
        Set<Path> folders = new LinkedHashSet<>(environment.recordings());
        for (Path published : new FinishedRecordings(environment.activeNotes()).noted()) {
            Path folder = published.getParent();
            if (folder != null) {
                folders.add(folder);
            }
        }
        return folders;
    }

    private Optional<Source> tryLook(Path file) {
        try {
            return Optional.of(look(file));
        } catch (IOException gone) {
            LOG.info("{} is no recording any more: {}", file, gone.toString());
            return Optional.empty();
        }
    }

    /** A recording may get its name between two looks: the later one finds it. */
    private Source look(Path file) throws IOException {
        IOException failure = null;
        for (int i = 0; i < 3; i++) {
            try {
                Source source = Source.of(file, false);
                boolean made =
                        HeldLocks.isBeingMade(
                                source.videos().getLast(), environment.clock().wallTime());
                return made ? Source.of(file, true) : source;
            } catch (IOException renamed) {
                failure = first(failure, renamed);
            }
        }
        throw failure == null ? new IOException(file + " is no recording") : failure;
    }

    private static IOException first(@Nullable IOException before, IOException now) {
        return before == null ? now : before;
    }
}

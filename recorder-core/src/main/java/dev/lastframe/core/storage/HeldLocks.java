package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether somebody makes a recording, without touching its lock: Linux lists the locks that
 * are held, by the files' numbers. Where there is no such list, a recording whose events were
 * written a moment ago is taken for one that is being made. Callable from any thread; reads the
 * disk.
 */
public final class HeldLocks {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLocks.class);
    private static final Path LIST = Path.of("/proc/locks");

    /** Events are written every second. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private HeldLocks() {}

    /**
     * Whether the recording is being made.
     *
     * @param recording its {@code name.recording.ts}, whether it is there or not
     * @param now on the wall clock
     */
    public static boolean isBeingMade(Path recording, Instant now) {
        String file = String.valueOf(recording.getFileName());
        Path folder = recording.toAbsolutePath().getParent();
        if (folder == null || !RecordingFiles.isRecording(file)) {
            return false;
        }
        String name = file.substring(0, file.length() - RecordingFiles.RECORDING.length());
        Path lock = RecordingFiles.lockFile(folder, name);
        Optional<List<String>> held = held();
        if (held.isPresent()) {
            return number(lock).filter(isIn(held.get())).isPresent();
        }
        return Files.exists(lock, LinkOption.NOFOLLOW_LINKS)
                && (isFresh(recording, now)
                        || isFresh(RecordingFiles.eventsBeside(recording), now));
    }

    private static Predicate<String> isIn(List<String> lines) {
        return number -> lines.stream().anyMatch(line -> tells(line, number));
    }

    /** As in {@code 1: POSIX ADVISORY WRITE 123 08:01:131102 0 EOF}. */
    private static boolean tells(String line, String number) {
        for (String word : line.split("\\s+", -1)) {
            if (word.endsWith(":" + number) && word.indexOf(':') < word.lastIndexOf(':')) {
                return true;
            }
        }
        return false;
    }

    private static Optional<List<String>> held() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllLines(LIST, StandardCharsets.US_ASCII));
        } catch (IOException hidden) {
            LOG.debug("{} cannot be read: {}", LIST, hidden.toString());
            return Optional.empty();
        }
    }

    private static Optional<String> number(Path file) {
        try {
            return Optional.of(
                    String.valueOf(
                            Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    private static boolean isFresh(Path file, Instant now) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return Duration.between(written, now).compareTo(MOMENT) < 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

package dev.lastframe.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings file. {@link #load} is called once, not by the FX thread, before anything is saved;
 * {@link #save} by any thread. A file that cannot be read is renamed aside, never overwritten;
 * where even that fails, nothing is saved in this run.
 */
public final class SettingsStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final long CLOSE_SECONDS = 5;

    private final ObjectMapper mapper =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Path file;
    private final NanoClock clock;

    /** One thread, so that the newest settings are written last. */
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("settings").factory());

    /** What the file holds, with the keys that are not known here. */
    @GuardedBy("this")
    private ObjectNode content = mapper.createObjectNode();

    @GuardedBy("this")
    private boolean mayWrite = true;

    /**
     * What was found.
     *
     * @param setAside where an unreadable file was put
     */
    public record Loaded(Settings settings, Optional<Path> setAside) {}

    public SettingsStore(Path file, NanoClock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Reads the file; never fails. Blocks on the disk. */
    public synchronized Loaded load() {
        try {
            JsonNode json = mapper.readTree(Files.readString(file));
            if (json instanceof ObjectNode object) {
                content = object;
                Settings read = SettingsJson.read(object);
                return new Loaded(
                        read.last().map(made -> read.withLast(made.found())).orElse(read),
                        Optional.empty());
            }
            LOG.warn("the settings in {} are no JSON object", file);
        } catch (NoSuchFileException firstStart) {
            return new Loaded(Settings.DEFAULTS, Optional.empty());
        } catch (JsonProcessingException broken) {
            LOG.warn("the settings in {} are not JSON: {}", file, broken.getOriginalMessage());
        } catch (IOException unreadable) {
            LOG.warn("the settings in {} cannot be read", file, unreadable);
        }
        return new Loaded(Settings.DEFAULTS, setAside());
    }

    /** Writes the settings soon, in the order of the calls. Never blocks. */
    public void save(Settings settings) {
        try {
            writer.execute(() -> write(settings));
        } catch (RejectedExecutionException closed) {
            LOG.info("the program has ended: what changed since is not saved");
        }
    }

    /** Waits for what is still to be written. Blocks for {@value #CLOSE_SECONDS} s at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the settings were not written in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write(Settings settings) {
        SettingsJson.write(settings, content);
        if (!mayWrite) {
            return;
        }
        try {
            byte[] bytes =
                    (content.toPrettyString() + System.lineSeparator())
                            .getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            LOG.warn("the settings could not be written to {}", file, e);
        }
    }

    @GuardedBy("this")
    private Optional<Path> setAside() {
        String stamp = STAMP.format(clock.wallTime().atZone(ZoneId.systemDefault()));
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable-" + stamp);
        for (int n = 2; Files.exists(aside); n++) {
            aside = file.resolveSibling(file.getFileName() + ".unreadable-" + stamp + "-" + n);
        }
        try {
            return Optional.of(Files.move(file, aside));
        } catch (IOException e) {
            LOG.warn("the unreadable settings stay where they are; nothing will be saved", e);
            mayWrite = false;
            return Optional.empty();
        }
    }
}

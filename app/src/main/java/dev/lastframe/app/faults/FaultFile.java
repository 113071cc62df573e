package dev.lastframe.app.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.settings.AtomicFile;
import dev.lastframe.core.session.Fault;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code fault.json} in the state folder: the newest fault, and whether somebody was told. Callable
 * by any thread; blocks on the disk.
 */
public final class FaultFile {

    private static final Logger LOG = LoggerFactory.getLogger(FaultFile.class);
    private static final String TOLD = "told";

    private final Path file;
    private final NanoClock clock;

    /**
     * @param state the state folder
     */
    public FaultFile(Path state, NanoClock clock) {
        this.file = state.resolve("fault.json");
        this.clock = clock;
    }

    /** Notes a fault over the one before; a failure is logged. */
    public synchronized void note(Fault fault) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("wall", clock.wallTime().toString());
        json.put("code", fault.code());
        json.put("sentence", fault.sentence());
        json.put("thread", fault.thread());
        write(json);
    }

    private void write(JsonNode json) {
        try {
            AtomicFile.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            LOG.warn("the fault could not be noted in {}: {}", file, refused.toString());
        }
    }

    /** The fault that nobody was told of yet; empty where there is none. */
    public Optional<FaultNote> read() {
        return json().filter(json -> !json.path(TOLD).asBoolean()).map(FaultFile::note);
    }

    /** The newest one, whether somebody was told or not; empty where there never was one. */
    public Optional<FaultNote> newest() {
        return json().map(FaultFile::note);
    }

    private static FaultNote note(JsonNode json) {
        return new FaultNote(
                json.path("wall").asText(""),
                json.path("code").asText(""),
                json.path("sentence").asText(""),
                json.path("thread").asText(""));
    }

    private Optional<ObjectNode> json() {
        try {
            return new ObjectMapper().readTree(Files.readString(file)) instanceof ObjectNode json
                            && !json.path("code").asText("").isEmpty()
                    ? Optional.of(json)
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonProcessingException broken) {
            LOG.warn("{} is not JSON: {}", file, broken.getOriginalMessage());
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    /**
     * The person was told of it; a report of that time still names it. Nothing happens where
     * another one has come since, of which nobody was told.
     */
    public synchronized void told(FaultNote shown) {
        json().filter(json -> note(json).equals(shown))
                .ifPresent(json -> write(json.put(TOLD, true)));
    }
}

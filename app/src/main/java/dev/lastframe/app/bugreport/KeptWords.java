package dev.lastframe.app.bugreport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.app.settings.AtomicFile;
import dev.lastframe.core.report.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words of reports that were closed before they were made, also by an earlier run of the program:
 * the newest {@value #MOST}, and where reports were last made for, in a file of their owner's.
 * Callable from any thread; only {@link #read} blocks.
 */
final class KeptWords {

    private static final Logger LOG = LoggerFactory.getLogger(KeptWords.class);
    private static final int MOST = 8;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path file;
    private final Executor background;
    private final Object writing = new Object();

    @GuardedBy("this")
    private final Map<String, TypedWords.Kept> known = new LinkedHashMap<>();

    @GuardedBy("this")
    private Optional<Destination> destination = Optional.empty();

    @GuardedBy("this")
    private boolean wasRead;

    /**
     * @param file need not exist
     * @param background runs what blocks
     */
    KeptWords(Path file, Executor background) {
        this.file = file;
        this.background = background;
    }

    /** Reads the file once; one that cannot be read is as none. Blocks on the disk. */
    void read() {
        synchronized (writing) {
            readOnce();
        }
    }

    private void readOnce() {
        synchronized (this) {
            if (wasRead) {
                return;
            }
        }
        Map<String, TypedWords.Kept> found = new LinkedHashMap<>();
        Optional<Destination> before = Optional.empty();
        try {
            JsonNode all = mapper.readTree(Files.readString(file));
            for (JsonNode one : all.path("words")) {
                found.put(one.path("about").asText(), words(one));
            }
            before = destination(all.path("destination").asText());
        } catch (NoSuchFileException none) {
            LOG.debug("no words were kept in {}", file);
        } catch (JsonProcessingException broken) {
            LOG.warn("{} is not JSON: {}", file, broken.getOriginalMessage());
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", file, unreadable.toString());
        }
        Optional<Destination> was = before;
        synchronized (this) {
            found.putAll(known);
            known.clear();
            known.putAll(found);
            destination = destination.or(() -> was);
            wasRead = true;
        }
    }

    /** One that another version knows is as none. */
    private static Optional<Destination> destination(String name) {
        return Stream.of(Destination.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static TypedWords.Kept words(JsonNode one) {
        return new TypedWords.Kept(
                one.path("title").asText(),
                one.path("happened").asText(),
                one.path("expected").asText(),
                one.hasNonNull("steps")
                        ? Optional.of(one.get("steps").asText())
                        : Optional.empty());
    }

    /** What was written about this. A recording that had no name then may have one by now. */
    synchronized Optional<TypedWords.Kept> find(String about) {
        TypedWords.Kept exact = known.get(about);
        return exact == null && !about.equals(Draft.Overview.SCREEN)
                ? Optional.ofNullable(known.get(Draft.Overview.RUNNING))
                : Optional.ofNullable(exact);
    }

    /** Where reports were last made for; empty where nobody has chosen yet. */
    synchronized Optional<Destination> destination() {
        return destination;
    }

    /** Somebody chose where reports go; written soon. */
    void keep(Destination chosen) {
        synchronized (this) {
            destination = Optional.of(chosen);
        }
        background.execute(this::write);
    }

    /** Keeps these; written soon. */
    void keep(String about, TypedWords.Kept words) {
        synchronized (this) {
            known.remove(about);
            known.put(about, words);
        }
        background.execute(this::write);
    }

    /** The report was made, or nothing is left of its words; written soon. */
    void forget(String about) {
        synchronized (this) {
            boolean some = known.remove(about) != null;
            if (!about.equals(Draft.Overview.SCREEN)) {
                some |= known.remove(Draft.Overview.RUNNING) != null;
            }
            if (!some) {
                return;
            }
        }
        background.execute(this::write);
    }

    private void write() {
        synchronized (writing) {
            readOnce();
            try {
                ArrayNode all = mapper.createArrayNode();
                newest().forEach((about, words) -> all.add(json(about, words)));
                Optional<Destination> to = destination();
                if (all.isEmpty() && to.isEmpty()) {
                    Files.deleteIfExists(file);
                } else {
                    ObjectNode json = mapper.createObjectNode();
                    json.set("words", all);
                    to.ifPresent(
                            one -> json.put("destination", one.name().toLowerCase(Locale.ROOT)));
                    String text = json + "\n";
                    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException refused) {
                LOG.warn("the words of a report are not kept in {}: {}", file, refused.toString());
            }
        }
    }

    private synchronized Map<String, TypedWords.Kept> newest() {
        while (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
        return new LinkedHashMap<>(known);
    }

    private ObjectNode json(String about, TypedWords.Kept words) {
        ObjectNode one = mapper.createObjectNode();
        one.put("about", about);
        one.put("title", words.title());
        one.put("happened", words.happened());
        one.put("expected", words.expected());
        words.steps().ifPresent(steps -> one.put("steps", steps));
        return one;
    }
}

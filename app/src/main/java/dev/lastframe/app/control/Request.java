package dev.lastframe.app.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running Lastframe is asked to do; immutable.
 *
 * @param command what
 * @param text of a mark
 * @param pressedNanos when the person pressed, on the computer's monotonic clock
 */
public record Request(Command command, Optional<String> text, OptionalLong pressedNanos) {

    /** The version of the protocol; another one is refused. */
    static final int VERSION = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What can be asked for. */
    public enum Command {
        /** Bring the window to the front. */
        SHOW,
        /** The same, and save the unfinished recording that the text names. */
        OPEN,
        /** Start a recording, or stop the one that runs; answered at once. */
        TOGGLE,
        /** Stop what runs; answered when it is saved. */
        STOP,
        /** Pause, or continue; answered when it is done. */
        PAUSE,
        /** Mark this moment. */
        MARK,
        /** What is being recorded, with its numbers and files. */
        STATUS
    }

    /** A request that needs nothing more. */
    public static Request of(Command command) {
        return new Request(command, Optional.empty(), OptionalLong.empty());
    }

    /** A press at that moment. */
    public static Request toggle(long pressedNanos) {
        return new Request(Command.TOGGLE, Optional.empty(), OptionalLong.of(pressedNanos));
    }

    /** An unfinished recording was double-clicked. */
    public static Request open(Path recording) {
        return new Request(Command.OPEN, Optional.of(recording.toString()), OptionalLong.empty());
    }

    /** A mark. */
    public static Request mark(Optional<String> text) {
        return new Request(Command.MARK, text, OptionalLong.empty());
    }

    /** As one line, without its end. */
    String line() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("command", command.name().toLowerCase(Locale.ROOT));
        text.ifPresent(said -> json.put("text", said));
        pressedNanos.ifPresent(nanos -> json.put("pressedNanos", nanos));
        return json.toString();
    }

    /**
     * Reads a line that anybody may have written.
     *
     * @throws ControlException if it is no request of this version
     */
    static Request parse(String line) throws ControlException {
        JsonNode json = object(line);
        if (json.path("version").asInt(0) != VERSION) {
            throw new ControlException(
                    "The Lastframe that runs is of another version: close it and start it again.");
        }
        JsonNode text = json.path("text");
        JsonNode pressed = json.path("pressedNanos");
        boolean sound =
                (text.isMissingNode() || text.isTextual())
                        && (pressed.isMissingNode() || pressed.canConvertToLong());
        if (!sound) {
            throw nonsense();
        }
        String name = json.path("command").asText("");
        for (Command known : Command.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return new Request(
                        known,
                        Optional.ofNullable(text.textValue()),
                        pressed.isMissingNode()
                                ? OptionalLong.empty()
                                : OptionalLong.of(pressed.longValue()));
            }
        }
        throw nonsense();
    }

    /**
     * One JSON object.
     *
     * @throws ControlException if the line is anything else
     */
    static JsonNode object(String line) throws ControlException {
        try {
            JsonNode json = JSON.readTree(line);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException broken) {
            throw new ControlException("This is no line of Lastframe's protocol.", broken);
        }
        throw nonsense();
    }

    private static ControlException nonsense() {
        return new ControlException("This is no line of Lastframe's protocol.");
    }
}

package dev.lastframe.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes and reads answers: {@code {"version":1,"ok":true,…}} or {@code
 * {"version":1,"ok":false,"error":"CONSTANT","sentence":"…"}}.
 */
public final class Reply {

    /** Why something was not done; constants that others decide by. */
    public enum Refusal {
        /** No Lastframe runs; said by the one who asked. */
        NOBODY,
        /** Nothing is being recorded. */
        IDLE,
        /** Nothing is kept in a pause. */
        PAUSED,
        /** There is nothing that could be recorded. */
        NOT_STARTABLE,
        /** This instance ends: what is wished has to be wished of another one. */
        ENDING,
        /** It did not come to it in time. */
        BUSY,
        /** The request was none. */
        NONSENSE,
        /** A fault of the program. */
        FAULT
    }

    private Reply() {}

    /** It was done; what more there is to say is added by the caller. */
    public static ObjectNode ok() {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        return reply.put("version", Request.VERSION).put("ok", true);
    }

    /** It was not done, and why. */
    public static ObjectNode refused(Refusal why, String sentence) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        return reply.put("version", Request.VERSION)
                .put("ok", false)
                .put("error", why.name())
                .put("sentence", sentence);
    }

    /** Whether it was done. */
    public static boolean isOk(JsonNode reply) {
        return reply.path("ok").asBoolean(false);
    }

    /** Whether it was refused for this reason. */
    public static boolean isRefused(JsonNode reply, Refusal why) {
        return !isOk(reply) && why.name().equals(reply.path("error").asText());
    }

    /** What a person is told. */
    public static String sentence(JsonNode reply) {
        return reply.path("sentence").asText("");
    }
}

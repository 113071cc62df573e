package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Bounds what the page holds: a long text is cut, and says so, and so is a text when all of them
 * together are too long; the whole ones are in the zip's other files. Used by one thread.
 */
final class PageText {

    private static final int MOST_CHARS = 4000;

    private final long mostChars;
    private long chars;

    /**
     * One for a page.
     *
     * @param mostChars of all texts together
     */
    PageText(long mostChars) {
        this.mostChars = mostChars;
    }

    /** Whether no more fits. */
    boolean isFull() {
        return chars >= mostChars;
    }

    /** A text, or its beginning. */
    String of(String text) {
        if (text.length() <= MOST_CHARS) {
            chars += text.length();
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? -1 : 0;
        chars += MOST_CHARS;
        return text.substring(0, MOST_CHARS + end)
                + "… ("
                + (text.length() - MOST_CHARS - end)
                + " more characters)";
    }

    /** The same of all texts in a value, names of fields too. */
    JsonNode of(JsonNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = make.objectNode();
                object.properties()
                        .forEach(field -> copy.set(of(field.getKey()), of(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = make.arrayNode();
                array.forEach(element -> copy.add(of(element)));
                yield copy;
            }
            default -> {
                if (node.isTextual()) {
                    yield make.textNode(of(node.textValue()));
                }
                chars += 8;
                yield node;
            }
        };
    }
}

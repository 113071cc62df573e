package dev.lastframe.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code report.html}: one page that shows a report, with its own script, style and data, and with
 * the video and the picture beside it. It asks the network for nothing and runs nothing but its own
 * script: its policy names that by its hash. Callable from any thread; reads the jar.
 */
final class ReportPage {

    /** Joined in this order to one script. */
    private static final List<String> SCRIPTS =
            List.of(
                    "words.js",
                    "model.js",
                    "list.js",
                    "timeline.js",
                    "shots.js",
                    "story.js",
                    "player.js",
                    "page.js");

    private ReportPage() {}

    /**
     * Makes the entry.
     *
     * @param others all that the page may show
     * @param zone of the times in Lastframe's log
     */
    static Entry of(List<Entry> others, ZoneId zone) {
        return Entry.text(Entry.PAGE, html(PageData.of(others, zone)));
    }

    /** The page of such data. */
    static String html(JsonNode data) {
        String script =
                SCRIPTS.stream()
                        .map(ReportPage::resource)
                        .collect(Collectors.joining("", "(() => {\n'use strict';\n", "})();\n"));
        String style = resource("page.css");
        // Each placeholder once, and the data last: nothing in it is taken for one.
        return resource("page.html")
                .replace("{{script-hash}}", hash(script))
                .replace("{{style-hash}}", hash(style))
                .replace("{{style}}", style)
                .replace("{{own-check}}", Covered.OWN_CHECK)
                .replace("{{script}}", script)
                .replace("{{data}}", inScript(data));
    }

    /**
     * JSON that may stand in a script element and in an editor: no tag, comment or line can begin
     * in it, and nothing in it changes the order in which the file is read.
     */
    static String inScript(JsonNode data) {
        String json;
        try {
            json = EventLine.JSON.writeValueAsString(data);
        } catch (JsonProcessingException treesAlwaysWrite) {
            throw new IllegalStateException(treesAlwaysWrite);
        }
        StringBuilder safe = new StringBuilder(json.length() + 64);
        json.codePoints()
                .forEach(c -> {
                    if (isPlain(c)) {
                        safe.appendCodePoint(c);
                    } else {
                        for (char unit : Character.toChars(c)) {
                            safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                        }
                    }
                });
        return safe.toString();
    }

    private static boolean isPlain(int c) {
        return switch (c) {
            case '<', '>', '&' -> false;
            default ->
                    switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED ->
                                false;
                        default -> true;
                    };
        };
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's " + name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the page's " + name + " cannot be read", unreadable);
        }
    }

    /** As a Content-Security-Policy names a text. */
    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

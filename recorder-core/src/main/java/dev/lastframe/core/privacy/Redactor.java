package dev.lastframe.core.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces what must not leave the computer by placeholders that say what was there: {@code
 * [e-mail]}, {@code [GitHub token]}; the home folder becomes {@code ~}. Text that was redacted once
 * is not changed by a second time. Takes time that grows with the text's length only, whatever the
 * text. Any thread may call any method; none blocks on anything but another's counting.
 */
public final class Redactor {

    private final Keywords keywords;
    private final Kinds kinds;
    private final Assignments assignments;
    private final Map<String, Long> counts = new TreeMap<>();

    /** Reads its rules: some milliseconds. One redactor serves a whole program. */
    public Redactor(Identity identity) {
        Map<String, List<Clue>> clues = new HashMap<>();
        Shapes shapes = new Shapes();
        assignments = new Assignments();
        shapes.register(clues);
        assignments.register(clues);
        new Headers().register(clues);
        new Links().register(clues);
        new Curl().register(clues);
        new Mails().register(clues);
        new Addresses().register(clues);
        new Names(identity, new OrdinaryWords()).register(clues);
        keywords = new Keywords(clues);
        List<Kind> all =
                new ArrayList<>(
                        List.of(
                                Kind.PRIVATE_KEY,
                                Kind.PASSWORD,
                                Kind.COOKIE,
                                Kind.AUTHORIZATION,
                                Kind.URL_SECRET,
                                Kind.SECRET,
                                Kind.MAIL,
                                Kind.HOME,
                                Kind.USER,
                                Kind.HOST,
                                Kind.ADDRESS));
        all.addAll(shapes.kinds());
        kinds = new Kinds(all);
    }

    /**
     * A whole text of any number of lines, whose ends stay as they are. A private key over several
     * lines becomes one placeholder.
     */
    public String text(String text) {
        LineRedactor lines = lines();
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            int after = end;
            if (after < text.length()) {
                boolean both = text.startsWith("\r\n", after);
                after += both ? 2 : 1;
            }
            String line = lines.line(text.substring(at, end));
            if (line != null) {
                out.append(line).append(text, end, after);
            }
            at = after;
        }
        return out.toString();
    }

    /**
     * Every text in a JSON value: values and names of fields, at any depth. A field's name tells
     * about its value, as in {@code {"password":"…"}}. Numbers stay. The given value is not
     * changed.
     */
    public JsonNode json(JsonNode node) {
        return new JsonRedaction(this, assignments).of(node);
    }

    /** A file's name or path. What comes out has no separators that were not there before. */
    public String fileName(String name) {
        return text(name);
    }

    /**
     * Where something stands in a redacted text in place of something else, in order. What was
     * written like a placeholder from the beginning is told too.
     */
    public List<Placeholder> placeholders(String redacted) {
        List<Placeholder> found = new ArrayList<>();
        int at = 0;
        while (at < redacted.length()) {
            char c = redacted.charAt(at);
            int end = c == '[' ? kinds.placeholderAt(redacted, at) : at;
            if (end > at) {
                found.add(new Placeholder(at, end, redacted.substring(at + 1, end - 1)));
            } else if (c == '~' && isHome(redacted, at)) {
                end = at + 1;
                found.add(new Placeholder(at, end, Kind.HOME.name()));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /** A folder's name stands by itself, or in front of what is in the folder. */
    private static boolean isHome(String text, int at) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        boolean alone = !Edges.wordly(before) && before != '~';
        boolean path = at + 1 == text.length() || "/\\\"',;:) \n".indexOf(text.charAt(at + 1)) >= 0;
        return alone && path;
    }

    /** For a stream of lines that belong together, such as a log that is being written. */
    public LineRedactor lines() {
        return new LineRedactor(this);
    }

    /** How often each kind was replaced so far, by the kind's name in alphabetical order. */
    public Map<String, Long> counts() {
        synchronized (counts) {
            return new TreeMap<>(counts);
        }
    }

    /**
     * One line by itself.
     *
     * @param curl whether a call of curl goes on in it
     */
    Line look(String text, boolean curl) {
        Line line = new Line(text, kinds, curl);
        keywords.search(line);
        return line;
    }

    /** A value that is secret as a whole. */
    String whole(Kind kind, String text) {
        if (kinds.placeholderAt(text, 0) == text.length()) {
            return text;
        }
        count(kind);
        return kind.placeholder();
    }

    /** The text of a field, which is read beside the field's name. */
    String valueOf(String field, String text) {
        if (text.indexOf('\n') >= 0 || KeyBlock.beginIn(text, 0) >= 0) {
            return text(text);
        }
        String beside = field.replace('\n', ' ') + "=";
        return look(beside + text, false).redacted(beside.length(), this::count);
    }

    void count(Kind kind) {
        synchronized (counts) {
            counts.merge(kind.name(), 1L, Long::sum);
        }
    }
}

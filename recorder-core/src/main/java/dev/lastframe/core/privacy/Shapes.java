package dev.lastframe.core.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keys and tokens that are known by their shape: the rules of {@code shapes.txt}. Immutable. */
final class Shapes {

    /** Where the data file is, and how a rule's columns are separated. */
    private static final String FILE = "shapes.txt";

    private static final Pattern COLUMNS = Pattern.compile(" {2,}");

    /** How much of a text a pattern may read. */
    private static final int LONGEST = 4096;

    /** What is near a word, in characters. */
    private static final int NEAR = 100;

    /** One rule; {@code where} is empty for the value of something with a name. */
    record Rule(String id, Kind kind, List<String> keywords, String where, Pattern pattern) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    Shapes() {
        boolean named = false;
        for (String line : OrdinaryWords.lines(FILE)) {
            if (line.startsWith("[") && line.endsWith("]") && line.indexOf(' ') < 0) {
                named = line.equals("[named]");
                continue;
            }
            String[] columns = COLUMNS.split(line, -1);
            if (columns.length != (named ? 4 : 5)) {
                throw new IllegalStateException(FILE + " has a rule without its columns: " + line);
            }
            Kind kind = kinds.computeIfAbsent(columns[1], name -> new Kind(name, Kind.SHAPE_RANK));
            String pattern = columns[columns.length - 1];
            rules.add(
                    new Rule(
                            columns[0],
                            kind,
                            List.of(columns[2].split(",", -1)),
                            named ? "" : columns[3],
                            Pattern.compile(pattern, named ? Pattern.CASE_INSENSITIVE : 0)));
        }
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    Collection<Kind> kinds() {
        return kinds.values();
    }

    void register(Map<String, List<Clue>> clues) {
        for (Rule rule : rules) {
            for (String keyword : rule.keywords) {
                Keyed.add(clues, keyword, clue(rule));
            }
        }
    }

    private static Clue clue(Rule rule) {
        return switch (rule.where) {
            case "" -> (line, start, end) -> named(rule, line, end);
            case "near" -> (line, start, end) -> near(rule, line, end);
            case "any" -> (line, start, end) -> look(rule, line, start);
            case "word" ->
                    (line, start, end) -> {
                        if (Edges.begins(line.text(), start)) {
                            look(rule, line, start);
                        }
                    };
            case "run" ->
                    (line, start, end) -> {
                        if (Edges.begins(line.text(), start) && line.firstInRun(start, rule)) {
                            look(rule, line, start);
                        }
                    };
            default -> {
                int[] before =
                        IntStream.of(
                                        List.of(rule.where.split(",", -1)).stream()
                                                .mapToInt(Integer::parseInt)
                                                .toArray())
                                .sorted()
                                .toArray();
                yield (line, start, end) -> {
                    for (int i = before.length - 1; i >= 0 && !line.covered(start); i--) {
                        if (start >= before[i]) {
                            look(rule, line, start - before[i]);
                        }
                    }
                };
            }
        };
    }

    private static void look(Rule rule, Line line, int start) {
        Matcher found = line.covered(start) ? null : matches(rule.pattern, line.text(), start);
        if (found != null) {
            int group = found.groupCount() > 0 ? 1 : 0;
            int end = found.end(group);
            // A longer one than is known is one too, and its end is no less secret.
            while (end < line.text().length() && goesOn(line.text().charAt(end))) {
                end++;
            }
            line.mark(found.start(group), end, rule.kind);
        }
    }

    private static void named(Rule rule, Line line, int nameEnd) {
        Assignment assigned = Assignment.after(line.text(), nameEnd);
        if (assigned == null || line.covered(assigned.bare())) {
            return;
        }
        // A value may itself begin with what is usually in front of one.
        for (int at = assigned.bare();
                at >= Math.max(assigned.value(), assigned.bare() - 2);
                at--) {
            Matcher found = matches(rule.pattern, line.text(), at);
            if (found != null && ends(line.text(), found.end()) && telling(found.group())) {
                line.mark(found.start(), found.end(), rule.kind);
                return;
            }
        }
    }

    private static void near(Rule rule, Line line, int end) {
        String text = line.text();
        int to = Math.min(text.length(), end + NEAR);
        for (int at = end; at < to; at++) {
            if (Edges.begins(text, at)) {
                look(rule, line, at);
            }
        }
    }

    private static @Nullable Matcher matches(Pattern pattern, String text, int start) {
        Matcher matcher =
                pattern.matcher(text)
                        .region(start, Math.min(text.length(), start + LONGEST))
                        .useTransparentBounds(true)
                        .useAnchoringBounds(false);
        return matcher.lookingAt() ? matcher : null;
    }

    private static boolean goesOn(char c) {
        return Edges.wordly(c) || c == '_';
    }

    private static boolean ends(String text, int at) {
        return at >= text.length() || " \t\"'`;,&)]}<>|\\\r\n\0".indexOf(text.charAt(at)) >= 0;
    }

    /** Words of letters alone are words. */
    private static boolean telling(String value) {
        return value.chars().anyMatch(c -> Edges.digit((char) c));
    }
}

package dev.lastframe.core.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One line while it is looked at: the text, and the stretches that have to be replaced. */
final class Line {

    /** A stretch that has to be replaced, and by what. */
    private record Span(int start, int end, Kind kind) {}

    private final String text;
    private final Kinds kinds;
    private boolean curl;
    private final List<Span> spans = new ArrayList<>();

    /** The secret that reaches farthest: nobody has to look there again. */
    private int coveredFrom;

    private int coveredTo;

    /** The end of the run that was measured last, and where it began. */
    private int runStart = -1;

    private int runEnd = -1;

    /** The ends of the runs that were looked at, by the rule that did. */
    private final Map<Object, Integer> looked = new IdentityHashMap<>();

    /**
     * @param curl whether the line belongs to a call of curl, whose short options tell much
     */
    Line(String text, Kinds kinds, boolean curl) {
        this.text = text;
        this.kinds = kinds;
        this.curl = curl;
    }

    String text() {
        return text;
    }

    boolean curl() {
        return curl;
    }

    /** Curl was called in this line. */
    void callsCurl() {
        curl = true;
    }

    /** Whether this place is in a secret that was found already. */
    boolean covered(int at) {
        return at >= coveredFrom && at < coveredTo;
    }

    /** Whether a placeholder stands here, written by an earlier pass. */
    boolean placeholderAt(int at) {
        return kinds.placeholderAt(text, at) > at;
    }

    /** The end of the placeholder that stands here. */
    int placeholderEnd(int at) {
        return kinds.placeholderAt(text, at);
    }

    /**
     * Whether a rule has not yet looked at the run of letters, digits, {@code _} and {@code -} that
     * this place is in. What it found at the run's beginning holds for all of it.
     */
    boolean firstInRun(int at, Object rule) {
        if (at < looked.getOrDefault(rule, 0)) {
            return false;
        }
        int end = at;
        while (end < text.length()
                && (Edges.wordly(text.charAt(end)) || "_-".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        looked.put(rule, end);
        return true;
    }

    /** A stretch has to be replaced; a placeholder is left as it is. */
    void mark(int start, int end, Kind kind) {
        if (start >= end || kinds.inPlaceholder(text, start, end)) {
            return;
        }
        spans.add(new Span(start, end, kind));
        if (kind.secret() && end > coveredTo) {
            coveredFrom = start <= coveredTo ? Math.min(start, coveredFrom) : start;
            coveredTo = end;
        }
    }

    /**
     * The end of the run of characters without blanks and quotes that this place is in. Measured
     * once a run, however often it is asked for.
     */
    int runEnd(int at) {
        if (at < runStart || at >= runEnd) {
            int end = at;
            while (end < text.length() && !breaks(text.charAt(end))) {
                end++;
            }
            runStart = at;
            runEnd = end;
        }
        return Math.max(runEnd, at);
    }

    private static boolean breaks(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == 0xA0;
    }

    /**
     * The line with its placeholders. Stretches that overlap become one, named after the one that
     * weighs most.
     *
     * @param from what is before this place is left away
     * @param found is told of each placeholder
     */
    String redacted(int from, Consumer<Kind> found) {
        if (spans.isEmpty()) {
            return text.substring(from);
        }
        spans.sort(Comparator.comparingInt(Span::start));
        StringBuilder out = new StringBuilder(text.length());
        int at = from;
        int i = 0;
        while (i < spans.size()) {
            Span span = spans.get(i++);
            int end = span.end;
            Kind kind = span.kind;
            while (i < spans.size() && spans.get(i).start < end) {
                Span other = spans.get(i++);
                end = Math.max(end, other.end);
                if (other.kind.rank() < kind.rank()) {
                    kind = other.kind;
                }
            }
            if (end > from) {
                out.append(text, at, Math.max(at, span.start)).append(kind.placeholder());
                found.accept(kind);
                at = end;
            }
        }
        return out.append(text, at, text.length()).toString();
    }
}

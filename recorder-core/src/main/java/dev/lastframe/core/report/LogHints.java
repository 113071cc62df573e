package dev.lastframe.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the application's own log has to say about a bug: its faults, and what it wrote when a
 * person had just done something. A value; nothing blocks.
 */
final class LogHints {

    private static final int MOST_FAULTS = 5;
    private static final int MOST_ANSWERS = 8;
    private static final int MOST_ANSWERS_EACH = 2;
    private static final int MOST_TEXT = 200;

    /** What is written within it is taken for the answer. */
    private static final long ANSWER_MICROS = 1_000_000;

    private static final Pattern FAULT =
            Pattern.compile(
                    "\\b(?:error|fatal|severe|critical|panic|traceback|uncaught|unhandled"
                            + "|segmentation fault|assertion failed)\\b|(?:exception|error)\\b",
                    Pattern.CASE_INSENSITIVE);

    /** Where in a program a fault was, which follows the line that names it. */
    private static final Pattern STACK = Pattern.compile("^\\s|^at ");

    private final Stretch stretch;
    private final List<EventLine> log;

    private LogHints(Stretch stretch, List<EventLine> log) {
        this.stretch = stretch;
        this.log = log;
    }

    /**
     * Lines with their times in the stretch, in order; as Markdown, not yet redacted.
     *
     * @param asked what applications had to answer
     */
    static List<String> in(Stretch stretch, List<EventLine> told, List<EventLine> asked) {
        List<EventLine> log =
                told.stream()
                        .filter(line -> line.is("log"))
                        .filter(line -> line.micros() >= stretch.fromMicros())
                        .filter(line -> !line.text("line").isBlank())
                        .toList();
        LogHints hints = new LogHints(stretch, log);
        Set<Integer> chosen = new TreeSet<>(hints.faults());
        chosen.addAll(hints.answers(asked));
        return chosen.stream().map(log::get).map(hints::words).distinct().toList();
    }

    private List<Integer> faults() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < log.size() && found.size() < MOST_FAULTS; i++) {
            String text = log.get(i).text("line");
            if (FAULT.matcher(text).find() && !STACK.matcher(text).find()) {
                found.add(i);
            }
        }
        return found;
    }

    /** The last thing that was done comes first: it is the nearest to the bug. */
    private List<Integer> answers(List<EventLine> asked) {
        List<EventLine> latestFirst =
                asked.stream()
                        .filter(line -> !line.is("scroll"))
                        .sorted(Comparator.comparingLong(EventLine::micros).reversed())
                        .toList();
        List<Integer> found = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (EventLine one : latestFirst) {
            long until = Math.min(before, one.micros() + ANSWER_MICROS);
            before = one.micros();
            int each = 0;
            for (int i = 0; i < log.size() && each < MOST_ANSWERS_EACH; i++) {
                long t = log.get(i).micros();
                if (t >= one.micros() && t < until && found.size() < MOST_ANSWERS) {
                    found.add(i);
                    each++;
                }
            }
        }
        return found;
    }

    private String words(EventLine line) {
        String text = line.text("line").strip().replace('`', '\'');
        int end = Math.min(text.length(), MOST_TEXT);
        String cut = end < text.length() ? "…" : "";
        return Times.clock(line.micros() - stretch.fromMicros())
                + " `"
                + text.substring(0, end)
                + cut
                + "`";
    }
}

package dev.lastframe.core.report;

import java.util.List;

/**
 * The words of a report, ready to be pasted into a tracker.
 *
 * @param title one line; empty for a draft
 * @param happened what happened; empty for a place to write it
 * @param expected what was expected; empty likewise
 */
public record Description(String title, String happened, String expected) {

    /** Everything still to be written. */
    public static final Description DRAFT = new Description("", "", "");

    /**
     * As Markdown.
     *
     * @param application what had the focus, for the title; may be empty
     * @param stutters in the order of their times
     * @param numbers sentences
     */
    String markdown(
            String application,
            Stretch stretch,
            List<String> steps,
            List<Stutter> stutters,
            List<String> numbers) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(oneLine(title.isBlank() ? draft(application) : title));
        text.append("\n\n## What happened\n\n");
        text.append(happened.isBlank() ? "(write here what happened)" : happened.strip());
        text.append("\n\n## What was expected\n\n");
        text.append(expected.isBlank() ? "(write here what was expected)" : expected.strip());
        text.append("\n\n## Steps\n\n");
        if (steps.isEmpty()) {
            text.append("(no input was recorded: write here what you did)\n");
        }
        for (int i = 0; i < steps.size(); i++) {
            text.append(i + 1).append(". ").append(oneLine(steps.get(i))).append('\n');
        }
        if (!stutters.isEmpty()) {
            text.append("\n## Who stuttered\n\n");
            for (Stutter stutter : stutters) {
                text.append("- ")
                        .append(Times.clock(stutter.fromMicros() - stretch.fromMicros()))
                        .append(' ')
                        .append(stutter.sentence())
                        .append('\n');
            }
        }
        text.append("\n## Numbers\n\n");
        numbers.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    private static String draft(String application) {
        return application.isEmpty() ? "A problem" : "A problem in " + application;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

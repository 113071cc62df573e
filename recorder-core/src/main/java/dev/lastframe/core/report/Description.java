package dev.lastframe.core.report;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** The same with each text changed. */
    Description with(UnaryOperator<String> change) {
        return new Description(change.apply(title), change.apply(happened), change.apply(expected));
    }

    /**
     * As Markdown.
     *
     * @param drafted what it says without the person
     * @param edited the steps; empty for those that were drafted
     * @param covered what is to be said of pictures and sound
     */
    String markdown(Drafted drafted, Optional<List<String>> edited, List<String> covered) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(oneLine(title.isBlank() ? drafted.title() : title));
        text.append("\n\n## What happened\n\n");
        text.append(happened.isBlank() ? "(write here what happened)" : happened.strip());
        text.append("\n\n## What was expected\n\n");
        text.append(expected.isBlank() ? "(write here what was expected)" : expected.strip());
        text.append("\n\n## Steps\n\n");
        List<String> steps = edited.orElse(drafted.steps());
        if (steps.isEmpty()) {
            text.append("(no input was recorded: write here what you did)\n");
        }
        for (int i = 0; i < steps.size(); i++) {
            text.append(i + 1).append(". ").append(oneLine(steps.get(i))).append('\n');
        }
        list(text, "Who stuttered", drafted.stutterSentences());
        list(text, "Without rest", drafted.restless());
        list(text, "From the application's log", drafted.log());
        list(text, "Numbers", drafted.numbers());
        list(text, "Private", covered);
        return text.toString();
    }

    private static void list(StringBuilder text, String head, List<String> sentences) {
        if (!sentences.isEmpty()) {
            text.append("\n## ").append(head).append("\n\n");
            sentences.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

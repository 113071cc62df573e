package dev.lastframe.core.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbered steps, drafted from what a person did in a stretch. A value. */
final class Steps {

    private static final int MOST = 100;
    private static final long ONE_ACTION_MICROS = 400_000;

    private final Stretch stretch;
    private final List<String> lines = new ArrayList<>();
    private String application;
    private int leftOut;
    private @Nullable String lastAction;
    private long lastMicros;
    private int repeats;

    private Steps(Stretch stretch, String focused) {
        this.stretch = stretch;
        this.application = focused;
    }

    /**
     * Drafts them.
     *
     * @param focused the application that had the focus when the stretch began, or nothing
     */
    static List<String> of(Stretch stretch, List<EventLine> told, String focused) {
        Steps steps = new Steps(stretch, focused);
        told.stream().filter(line -> line.micros() >= stretch.fromMicros()).forEach(steps::learn);
        steps.endRepeats();
        if (steps.leftOut > 0) {
            steps.lines.add("(and " + steps.leftOut + " more)");
        }
        return List.copyOf(steps.lines);
    }

    private void learn(EventLine line) {
        switch (line.type()) {
            case "focus" -> focus(line);
            case "click" -> {
                if (!line.text("state").equals("up")) {
                    add(line, "click " + button(line) + " at " + place(line) + where());
                }
            }
            case "scroll" -> add(line, "scroll " + line.text("direction") + where());
            case "key" -> add(line, "press " + line.text("key") + where());
            case "mark" -> {
                String text = line.text("text");
                add(line, text.isEmpty() ? "mark" : "mark: " + text);
            }
            default -> {
                // Not done by a person.
            }
        }
    }

    private void focus(EventLine line) {
        application = line.text("application");
        add(line, focused(line));
    }

    /** Which window was gone to, in words. */
    static String focused(EventLine line) {
        String title = line.text("title");
        return "go to "
                + line.text("application")
                + (title.isEmpty() ? "" : " (\"" + title + "\")");
    }

    /** The button of a click. */
    static String button(EventLine line) {
        String button = line.text("button");
        return button.isEmpty() ? "left" : button;
    }

    /** Where a click was, in pixels of the picture. */
    static String place(EventLine line) {
        return line.number("x") + "," + line.number("y");
    }

    private String where() {
        return application.isEmpty() ? "" : " in " + application;
    }

    /** The same again at once, as a double click is, becomes one step. */
    private void add(EventLine line, String action) {
        boolean again =
                action.equals(lastAction) && line.micros() - lastMicros <= ONE_ACTION_MICROS;
        lastMicros = line.micros();
        if (again) {
            repeats++;
            return;
        }
        endRepeats();
        lastAction = action;
        if (lines.size() >= MOST) {
            leftOut++;
            return;
        }
        lines.add(Times.clock(line.micros() - stretch.fromMicros()) + " " + action);
    }

    private void endRepeats() {
        if (repeats > 0 && leftOut == 0 && !lines.isEmpty()) {
            lines.set(lines.size() - 1, lines.getLast() + ", " + (repeats + 1) + " times");
        }
        repeats = 0;
    }
}

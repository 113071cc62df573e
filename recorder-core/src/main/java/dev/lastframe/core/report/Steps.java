package dev.lastframe.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbered steps, drafted from what a person did in a stretch. What they did with this program is
 * no step: nobody has to repeat it. A value.
 */
final class Steps {

    private static final int MOST = 100;
    private static final long ONE_ACTION_MICROS = 400_000;

    /** This program's own windows, as their application is called. */
    static final String OWN = "Lastframe";

    private final Stretch stretch;
    private final Set<String> ownKeys;
    private final List<String> lines = new ArrayList<>();

    /** What has the focus. */
    private String application;

    /** What had it last, this program aside. */
    private String outside;

    private String title = "";
    private int leftOut;
    private @Nullable String lastAction;
    private long lastMicros;
    private int repeats;

    private Steps(Stretch stretch, Set<String> ownKeys, String focused) {
        this.stretch = stretch;
        this.ownKeys = ownKeys;
        this.application = focused;
        this.outside = focused;
    }

    /**
     * Drafts them.
     *
     * @param ownKeys keys that this program takes whatever has the focus, as they are written in
     *     the events
     * @param focused the application that had the focus when the stretch began, or nothing
     */
    static List<String> of(
            Stretch stretch, List<EventLine> told, Set<String> ownKeys, String focused) {
        Steps steps = new Steps(stretch, ownKeys, focused);
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
            case "click" -> click(line);
            case "scroll" -> add(line, "scroll " + line.text("direction") + where());
            case "key" -> key(line);
            case "mark" -> {
                String text = line.text("text");
                add(line, text.isEmpty() ? "mark" : "mark: " + text);
            }
            default -> {
                // Not done by a person.
            }
        }
    }

    /** Back from this program to where somebody was before is no step. */
    private void focus(EventLine line) {
        String next = line.text("application");
        boolean same = next.equals(outside) && line.text("title").equals(title);
        application = next;
        if (isOwn() || same) {
            return;
        }
        outside = next;
        title = line.text("title");
        add(line, focused(line));
    }

    /** Older recordings do not say whose window was under the pointer. */
    private void click(EventLine line) {
        if (line.text("state").equals("up")) {
            return;
        }
        String at = line.text("application");
        String of = at.isEmpty() ? application : at;
        if (!of.equals(OWN)) {
            add(
                    line,
                    "click "
                            + button(line)
                            + " at "
                            + place(line)
                            + (of.isEmpty() ? "" : " in " + of));
        }
        if (!of.equals(OWN) && !of.equals(outside)) {
            // what it is in gets the focus by it
            outside = of;
            title = "";
        }
    }

    private void key(EventLine line) {
        String name = line.text("key");
        if (!isOwn() && !ownKeys.contains(name)) {
            add(line, "press " + name + where());
        }
    }

    private boolean isOwn() {
        return application.equals(OWN);
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
        return application.isEmpty() || isOwn() ? "" : " in " + application;
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

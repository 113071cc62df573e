package dev.lastframe.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a person asked of other applications: clicks, keys and turns of the wheel. What they did to
 * this program is left out, since nobody else had to answer it. A value.
 */
final class Asked {

    static final Set<String> INPUT = Set.of("click", "key", "scroll");

    private final Set<String> ownKeys;
    private final List<EventLine> lines = new ArrayList<>();
    private boolean own;

    private Asked(Set<String> ownKeys, String focused) {
        this.ownKeys = ownKeys;
        this.own = focused.equals(Steps.OWN);
    }

    /**
     * Chooses the lines, in order.
     *
     * @param ownKeys keys that this program takes whatever has the focus, as they are written in
     *     the events
     * @param focused the application that had the focus when the first line came, or nothing
     */
    static List<EventLine> in(List<EventLine> told, Set<String> ownKeys, String focused) {
        Asked asked = new Asked(ownKeys, focused);
        told.forEach(asked::learn);
        return List.copyOf(asked.lines);
    }

    private void learn(EventLine line) {
        if (line.is("focus")) {
            own = line.text("application").equals(Steps.OWN);
        } else if (INPUT.contains(line.type())
                && !line.text("state").equals("up")
                && !isOwn(line)
                && !ownKeys.contains(line.text("key"))) {
            lines.add(line);
        }
    }

    /**
     * A click names what is under the pointer, except in older recordings and on a bare desktop.
     */
    private boolean isOwn(EventLine line) {
        String at = line.text("application");
        return at.isEmpty() ? own : at.equals(Steps.OWN);
    }
}

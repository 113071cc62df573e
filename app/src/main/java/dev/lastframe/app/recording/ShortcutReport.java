package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said about the shortcuts.
 *
 * @param trouble why none works; empty where they do
 * @param choosing the one whose keys are waited for
 */
record ShortcutReport(List<Line> lines, String trouble, Optional<Shortcut> choosing) {

    /**
     * One of them.
     *
     * @param chord as a person reads it; empty for none
     * @param works whether it does what it should
     * @param note what is the matter with it, or became of a wish; empty for nothing
     */
    record Line(Shortcut shortcut, String chord, boolean works, String note) {}

    /** The chord that does this now; empty where none does. */
    Optional<String> working(Shortcut shortcut) {
        return lines.stream()
                .filter(line -> line.shortcut() == shortcut && line.works())
                .map(Line::chord)
                .findFirst();
    }
}

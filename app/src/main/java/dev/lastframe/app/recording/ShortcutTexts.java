package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.app.settings.Shortcuts;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import java.util.List;
import java.util.Map;

/** Says what is the matter with the shortcuts. */
final class ShortcutTexts {

    private final Words words;

    ShortcutTexts(Words words) {
        this.words = words;
    }

    /** What a shortcut does. */
    String name(Shortcut shortcut) {
        return words.text(
                switch (shortcut) {
                    case RECORD -> "shortcuts.record";
                    case PAUSE -> "shortcuts.pause";
                    case MARK -> "shortcuts.mark";
                    case REPORT -> "shortcuts.report";
                });
    }

    /** What is the matter with a chord; empty for nothing. */
    String matter(Answer answer, String chord) {
        return switch (answer) {
            case TAKEN, ENDED -> "";
            case CLASH -> words.text("shortcuts.clash", chord);
            case NO_KEY -> words.text("shortcuts.noKey", chord);
            case DENIED -> words.text("shortcuts.denied", chord);
        };
    }

    /** That a chord could not be taken, and what serves instead. */
    String stays(Answer answer, Chord wished, Chord old) {
        return words.text("shortcuts.stays", matter(answer, wished.toString()), old);
    }

    String unknown() {
        return words.text("shortcuts.unknown");
    }

    String refused() {
        return words.text("shortcuts.refused");
    }

    /** That another place changes it. */
    String elsewhere() {
        return words.text("shortcuts.elsewhere");
    }

    String unusable(Chord chord) {
        return words.text("shortcuts.unusable", chord);
    }

    /** That a chord does something else here already. */
    String own(Chord chord, Shortcut other) {
        return words.text("shortcuts.own", chord, name(other));
    }

    String ended() {
        return words.text("shortcuts.ended");
    }

    /**
     * At the start: what others have, and what could serve instead.
     *
     * @param taken the chords that others have
     */
    Banner clash(List<String> taken, Shortcuts free) {
        if (free.chords().isEmpty()) {
            return new Banner(
                    words.text("shortcuts.startClash", list(taken)), Banner.Action.CHOOSE_KEYS, "");
        }
        List<String> offered =
                free.chords().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(it -> it.getValue().toString())
                        .toList();
        return new Banner(
                words.text("shortcuts.startOffer", list(taken), list(offered)),
                Banner.Action.TAKE_KEYS,
                "");
    }

    private String list(List<String> chords) {
        return chords.stream()
                .reduce((one, other) -> words.text("list.two", one, other))
                .orElse("");
    }
}

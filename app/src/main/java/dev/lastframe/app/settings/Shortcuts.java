package dev.lastframe.app.settings;

import dev.lastframe.core.keys.Chord;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which chord does what; immutable.
 *
 * @param chords none for what no chord does
 */
public record Shortcuts(Map<Shortcut, Chord> chords) {

    /** What serves until somebody chooses otherwise. */
    public static final Shortcuts DEFAULTS =
            new Shortcuts(
                    Stream.of(Shortcut.values())
                            .collect(Collectors.toMap(it -> it, Shortcut::usual)));

    public Shortcuts {
        chords = Map.copyOf(chords);
    }

    /** The chord that does this; empty where none does. */
    public Optional<Chord> chord(Shortcut shortcut) {
        return Optional.ofNullable(chords.get(shortcut));
    }

    /** What the chord does; empty for nothing. */
    public Optional<Shortcut> of(Chord chord) {
        return Stream.of(Shortcut.values())
                .filter(shortcut -> chord.equals(chords.get(shortcut)))
                .findFirst();
    }

    /** The same where no chord does two things: the first of them keeps it. */
    public Shortcuts distinct() {
        Shortcuts distinct = this;
        for (Shortcut shortcut : Shortcut.values()) {
            Optional<Chord> chord = chord(shortcut);
            if (chord.isPresent() && !distinct.of(chord.get()).equals(Optional.of(shortcut))) {
                distinct = distinct.without(shortcut);
            }
        }
        return distinct;
    }

    /** The same with another chord for this. */
    public Shortcuts with(Shortcut shortcut, Chord chord) {
        Map<Shortcut, Chord> next = new EnumMap<>(Shortcut.class);
        next.putAll(chords);
        next.put(shortcut, chord);
        return new Shortcuts(next);
    }

    /** The same without a chord for this. */
    public Shortcuts without(Shortcut shortcut) {
        Map<Shortcut, Chord> next = new EnumMap<>(Shortcut.class);
        next.putAll(chords);
        next.remove(shortcut);
        return new Shortcuts(next);
    }
}

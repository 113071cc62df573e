package dev.lastframe.core.keys;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A key and the modifiers that are held with it; immutable.
 *
 * @param key one of {@link #KEYS}
 */
public record Chord(Set<Modifier> modifiers, String key) {

    /** What can be held, in the order in which it is written. */
    public enum Modifier {
        CTRL("Ctrl"),
        ALT("Alt"),
        SHIFT("Shift"),
        SUPER("Super");

        private final String text;

        Modifier(String text) {
            this.text = text;
        }
    }

    private static final int MOST_F = 24;

    /** What no text is typed with, and few programs use: a chord by itself. */
    private static final Set<String> ALONE =
            Stream.concat(
                            IntStream.rangeClosed(1, MOST_F).mapToObj(n -> "F" + n),
                            Stream.of("Print", "Pause"))
                    .collect(Collectors.toUnmodifiableSet());

    private static final List<String> NAMED =
            List.of(
                    "Insert",
                    "Delete",
                    "Home",
                    "End",
                    "PageUp",
                    "PageDown",
                    "Left",
                    "Up",
                    "Right",
                    "Down",
                    "Space",
                    "Tab",
                    "Enter",
                    "Backspace");

    /** The names of all keys that a chord can have: F1 to F24, A to Z, 0 to 9, and some others. */
    public static final Set<String> KEYS =
            Stream.of(
                            ALONE.stream(),
                            NAMED.stream(),
                            IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString),
                            IntStream.rangeClosed('0', '9').mapToObj(Character::toString))
                    .flatMap(keys -> keys)
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public Chord {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("no key " + key);
        }
        modifiers = Set.copyOf(modifiers);
    }

    /** The key with these. */
    public static Chord of(String key, Modifier... modifiers) {
        return new Chord(Set.of(modifiers), key);
    }

    /** Reads what {@link #toString} writes, in any case and order; empty for anything else. */
    public static Optional<Chord> parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s*\\+\\s*", -1));
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        for (String word : words.subList(0, words.size() - 1)) {
            Optional<Modifier> known =
                    Stream.of(Modifier.values())
                            .filter(it -> it.text.equalsIgnoreCase(word))
                            .findFirst();
            if (known.isEmpty()) {
                return Optional.empty();
            }
            held.add(known.get());
        }
        String last = words.getLast();
        return KEYS.stream()
                .filter(key -> key.equalsIgnoreCase(last))
                .findFirst()
                .map(key -> new Chord(held, key));
    }

    /**
     * Whether a program may take it from all others: what text is typed or moved through with needs
     * Super, or two modifiers, as it would be missed everywhere.
     */
    public boolean isUsable() {
        return ALONE.contains(key) || modifiers.contains(Modifier.SUPER) || modifiers.size() > 1;
    }

    /** As a person reads it, such as {@code Ctrl+Super+F9}. */
    @Override
    public String toString() {
        return Stream.concat(
                        Stream.of(Modifier.values())
                                .filter(modifiers::contains)
                                .map(held -> held.text),
                        Stream.of(key))
                .collect(Collectors.joining("+"));
    }
}

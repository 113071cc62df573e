package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.app.settings.Shortcuts;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.Chord.Modifier;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.GlobalKeys.Answer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What to offer where another program has a chord: the same key with other modifiers. */
final class FreeChords {

    private static final List<Set<Modifier>> NEAR =
            List.of(
                    Set.of(Modifier.SUPER),
                    Set.of(Modifier.SHIFT, Modifier.SUPER),
                    Set.of(Modifier.CTRL, Modifier.SUPER),
                    Set.of(Modifier.ALT, Modifier.SUPER),
                    Set.of(Modifier.CTRL, Modifier.SHIFT),
                    Set.of(Modifier.CTRL, Modifier.ALT, Modifier.SHIFT));

    private FreeChords() {}

    /** In the order in which they are tried. */
    static List<Chord> near(Chord chord) {
        return NEAR.stream()
                .map(modifiers -> new Chord(modifiers, chord.key()))
                .filter(other -> !other.equals(chord))
                .toList();
    }

    /**
     * For each of these the nearest chord that no program has, this one included; takes none.
     * Answered by any thread.
     *
     * @param wanted those of which others have the chord
     * @param now what has which chord here
     */
    static CompletableFuture<Shortcuts> find(
            GlobalKeys keys, Collection<Shortcut> wanted, Shortcuts now) {
        CompletableFuture<Shortcuts> found =
                CompletableFuture.completedFuture(new Shortcuts(Map.of()));
        for (Shortcut shortcut : wanted) {
            Optional<Chord> chord = now.chord(shortcut);
            if (chord.isPresent()) {
                found =
                        found.thenCombine(
                                first(keys, chord.get(), now),
                                (before, free) ->
                                        free.map(it -> before.with(shortcut, it)).orElse(before));
            }
        }
        return found;
    }

    private static CompletableFuture<Optional<Chord>> first(
            GlobalKeys keys, Chord chord, Shortcuts now) {
        CompletableFuture<Optional<Chord>> found =
                CompletableFuture.completedFuture(Optional.empty());
        for (Chord other : near(chord)) {
            if (now.of(other).isEmpty()) {
                found =
                        found.thenCompose(before ->
                                before.isPresent()
                                        ? CompletableFuture.completedFuture(before)
                                        : ifFree(keys, other));
            }
        }
        return found;
    }

    private static CompletableFuture<Optional<Chord>> ifFree(GlobalKeys keys, Chord chord) {
        return keys.take(chord)
                .thenCompose(answer ->
                        keys.release(chord)
                                .thenApply(released ->
                                        Optional.of(chord).filter(it -> answer == Answer.TAKEN)));
    }
}

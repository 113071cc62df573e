package dev.lastframe.app.recording;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A keyboard that a test presses by hand; everything runs in the caller. */
final class FakeKeys implements KeyService, GlobalKeys {

    final Set<Chord> ofOthers = new HashSet<>();
    final Set<Chord> taken = new LinkedHashSet<>();

    /** Why there is none. As long as no test wants keys there are none. */
    Optional<String> trouble = Optional.of("No keys here.");

    /** All that was to be taken, as it was said at the opening. */
    List<Wish> wishes = List.of();

    /** How a desktop writes what it gave in place of a chord. */
    final Map<Chord, String> written = new HashMap<>();

    final Set<Chord> denied = new HashSet<>();
    boolean closed;
    private @Nullable Listener listener;
    private CompletableFuture<Choice> choice = new CompletableFuture<>();

    /** Presses it in another window. */
    void press(Chord chord, long nanos) {
        if (listener != null && taken.contains(chord)) {
            listener.pressed(chord, nanos);
        }
    }

    /** Presses what is asked for. */
    void chooses(Choice made) {
        choice.complete(made);
    }

    void layoutChanges(Chord chord, Answer answer) {
        if (listener != null) {
            listener.changed(chord, answer);
        }
    }

    void displayIsLost() {
        if (listener != null) {
            listener.ended();
        }
    }

    @Override
    public GlobalKeys open(List<Wish> all) throws KeysException {
        if (trouble.isPresent()) {
            throw new KeysException(trouble.get());
        }
        wishes = List.copyOf(all);
        return this;
    }

    @Override
    public String program() {
        return "/opt/Last frame/lastframe";
    }

    @Override
    public void begin(Listener told) {
        listener = told;
    }

    @Override
    public CompletableFuture<Answer> take(Chord chord) {
        if (ofOthers.contains(chord)) {
            return CompletableFuture.completedFuture(Answer.CLASH);
        }
        if (denied.contains(chord)) {
            return CompletableFuture.completedFuture(Answer.DENIED);
        }
        taken.add(chord);
        return CompletableFuture.completedFuture(Answer.TAKEN);
    }

    @Override
    public String written(Chord chord) {
        return written.getOrDefault(chord, chord.toString());
    }

    @Override
    public CompletableFuture<?> release(Chord chord) {
        taken.remove(chord);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Choice> choose() {
        choice = new CompletableFuture<>();
        return choice;
    }

    @Override
    public void cancelChoice() {
        choice.complete(new Choice.Cancelled());
    }

    @Override
    public void close() {
        closed = true;
        taken.clear();
    }
}

package dev.lastframe.app.bugreport;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the zip will hold, and what it will not. Used by the FX thread. */
final class Items {

    /** The names of what a person may be heard in. */
    private static final Set<String> SPOKEN = Set.of("sound", "microphone");

    private final ReadOnlyObjectWrapper<List<Item>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final Set<String> leftOut = new HashSet<>();

    /** Of these it is decided whether they are in. */
    private final Set<String> known = new HashSet<>();

    /** In the order of the zip. */
    ReadOnlyObjectProperty<List<Item>> all() {
        return all.getReadOnlyProperty();
    }

    void set(List<Item> items) {
        for (Item item : items) {
            if (known.add(item.name()) && !item.offered()) {
                leftOut.add(item.name());
            }
        }
        all.set(List.copyOf(items));
    }

    boolean holds(String name) {
        return !leftOut.contains(name);
    }

    void hold(String name, boolean held) {
        if (held) {
            leftOut.remove(name);
        } else {
            leftOut.add(name);
        }
    }

    /** As long as nobody has seen what there is, what a person may have said stays out. */
    Set<String> leftOut() {
        return known.isEmpty() ? SPOKEN : Set.copyOf(leftOut);
    }

    /** Nothing is decided any more. */
    void clear() {
        leftOut.clear();
        known.clear();
        all.set(List.of());
    }

    /** How many words were replaced in all of them. */
    int replaced() {
        return all.get().stream().mapToInt(item -> item.replaced().size()).sum();
    }

    /** The video. */
    Optional<Item> video() {
        return all.get().stream().filter(item -> item.name().endsWith(".mp4")).findFirst();
    }
}

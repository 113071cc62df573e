package dev.lastframe.core.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects clues by their keywords. */
final class Keyed {

    private Keyed() {}

    static void add(Map<String, List<Clue>> clues, String keyword, Clue clue) {
        clues.computeIfAbsent(keyword, k -> new ArrayList<>()).add(clue);
    }
}
